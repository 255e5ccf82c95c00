package dev.halley.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halley.containers.Container;
import dev.halley.containers.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chromium.ChromiumNetworkConditions;

/** A day with three people, each in a browser of their own. */
class DayIT {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private Path data;
  private ServerProcess server;
  private Relay relay;
  private Person ada;
  private Person bob;
  private Person cleo;

  /** One of them. */
  private record Person(ChromeDriver driver, ChatPage page, Onlooker eyes) {
    String title() {
      return driver.getTitle();
    }
  }

  @BeforeEach
  void start(@TempDir Path folder) {
    Chromium chromium = Chromium.find();
    data = folder;
    startServer();
    relay = new Relay(server.port());
    open.push(relay);
    ada = person(chromium);
    bob = person(chromium);
    cleo = person(chromium);
  }

  private void startServer() {
    server = ServerProcess.start(Container.JETTY, data, Map.of());
    open.push(server);
  }

  private Person person(Chromium chromium) {
    ChromeDriver driver = chromium.start();
    open.push(driver::quit);
    ChatPage page = new ChatPage(driver, "http://127.0.0.1:" + relay.port() + "/");
    return new Person(driver, page, new Onlooker(driver));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private static void soon(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(90)).untilAsserted(assertion);
  }

  @Test
  void aDayWithThreePeople() {
    comeAndTalk();
    writeAndRead();
    correctAndRemove();
    meetInPrivate();
    nameSomebody();
    goThroughATunnel();
    startAnew();
    assertThat(ada.page().complaints()).isEmpty();
    assertThat(bob.page().complaints()).isEmpty();
    assertThat(cleo.page().complaints()).isEmpty();
  }

  private void comeAndTalk() {
    ada.page().enter("Ada", "office");
    bob.page().enter("Bob", "office");
    cleo.page().enter("Cleo", "office");
    soon(() -> assertThat(ada.page().text("about-word")).isEqualTo("3 people here"));
    ada.page().say("Good morning");
    soon(() -> assertThat(bob.page().texts()).containsExactly("Good morning"));
    bob.page().say("Morning, Ada");
    // Who writes is shown for six seconds, so Cleo goes on until Ada has looked.
    soon(
        () -> {
          cleo.page().box().sendKeys("I am ");
          assertThat(ada.page().text("typing")).isEqualTo("cleo is writing…");
        });
    ada.eyes().keep("day-1-typing");
    cleo.page().box().sendKeys(Keys.chord(Keys.CONTROL, "a"), "I am just coming", Keys.ENTER);
    soon(
        () ->
            assertThat(ada.page().texts())
                .containsExactly("> Good morning", "Morning, Ada", "I am just coming"));
    soon(() -> assertThat(ada.page().text("typing")).isEmpty());
  }

  private void writeAndRead() {
    bob.page().go("/room/lobby");
    ada.page().say("Has anybody seen the key?");
    soon(() -> assertThat(bob.page().places()).contains("office 1"));
    bob.page().go("/room/office");
    soon(() -> assertThat(bob.page().places()).contains("office"));
    ada.page().go("/user/bob");
    ada.page().say("Do you have it?");
    soon(() -> assertThat(ada.page().states()).containsExactly("delivered"));
    soon(() -> assertThat(bob.page().places()).contains("Ada 1"));
    bob.eyes().keep("day-2-unread");
    bob.page().go("/user/ada");
    soon(() -> assertThat(ada.page().states()).containsExactly("read"));
    ada.eyes().keep("day-3-read");
    bob.page().say("Yes");
    soon(() -> assertThat(ada.page().texts()).containsExactly("> Do you have it?", "Yes"));
    ada.page().go("/room/office");
    bob.page().go("/room/office");
  }

  private void correctAndRemove() {
    bob.page().say("It is in teh drawer");
    bob.page().actOn("It is in teh drawer", "correct");
    bob.page().box().sendKeys(Keys.chord(Keys.CONTROL, "a"), "It is in the drawer", Keys.ENTER);
    soon(() -> assertThat(cleo.page().texts()).endsWith("It is in the drawer"));
    cleo.page().say("My password is hunter2");
    soon(() -> assertThat(ada.page().texts()).endsWith("My password is hunter2"));
    cleo.page().actOn("My password is hunter2", "remove");
    cleo.page().click("#confirm-yes");
    soon(() -> assertThat(ada.page().texts()).endsWith("This message was removed."));
    assertThat(ada.page().texts()).doesNotContain("It is in teh drawer");
    ada.eyes().keep("day-4-removed");
    ada.page().reload();
    soon(() -> assertThat(ada.page().texts()).endsWith("This message was removed."));
    assertThat(ada.page().texts()).contains("It is in the drawer");
  }

  private void meetInPrivate() {
    ada.page().pressOn("#browse");
    ada.page().awaitTrue("document.querySelector('#directory').open");
    soon(() -> assertThat(ada.page().text("all-rooms")).contains("office"));
    ada.eyes().keep("day-5-rooms");
    ada.driver().findElement(By.id("private-name")).sendKeys("surprise", Keys.ENTER);
    ada.page().awaitTrue("location.hash === '#/private/surprise'");
    ada.page().pressOn("#about-open");
    ada.page().awaitTrue("!document.getElementById('member-form').hidden");
    ada.driver().findElement(By.id("member")).sendKeys("Bob", Keys.ENTER);
    ada.page().say("Cleo has her birthday");
    soon(() -> assertThat(bob.page().places()).contains("Ada 1"));
    bob.page().go("/user/ada");
    bob.page().pressOn(".invite");
    soon(() -> assertThat(bob.page().texts()).containsExactly("Cleo has her birthday"));
    bob.page().say("I bring the cake");
    soon(() -> assertThat(ada.page().texts()).endsWith("I bring the cake"));
    soon(() -> assertThat(ada.page().text("here")).contains("Bob"));
    ada.eyes().keep("day-6-private");
    cleo.page().run("location.hash = '#/private/surprise'; return 1");
    soon(() -> assertThat(cleo.page().text("messages")).contains("You may not read this room."));
    cleo.page().pressOn("#leave");
    ada.page().pressOn("[data-act=expel][data-user=bob]");
    soon(
        () ->
            assertThat(bob.page().text("messages"))
                .contains("You are no longer a member of this room."));
    assertThat(bob.page().isShown("compose")).isFalse();
    bob.eyes().keep("day-7-expelled");
    ada.page().say("It was a test");
    soon(() -> assertThat(ada.page().states()).containsExactly("sent", "sent"));
    assertThat(bob.page().texts()).isEmpty();
    bob.page().pressOn("#leave");
    ada.page().press(Keys.ESCAPE);
  }

  private void nameSomebody() {
    ada.page().go("/room/office");
    bob.page().go("/room/lobby");
    cleo.page().go("/room/office");
    bob.page()
        .run(
            "window.told = []; window.Notification = function(title, more) {"
                + " told.push(title + ': ' + more.body); };"
                + " Notification.permission = 'granted'; document.hasFocus = () => false;"
                + " return 1");
    cleo.page().say("Lunch, @Bob?");
    soon(() -> assertThat(bob.title()).startsWith("@1 (1) "));
    assertThat(bob.page().run("return told.join()")).isEqualTo("Cleo · office: Lunch, @Bob?");
    bob.eyes().keep("day-8-named");
    bob.page().go("/room/office");
    soon(() -> assertThat(bob.title()).isEqualTo("office – Halley"));
    bob.eyes().narrow();
    bob.eyes().keep("day-9-phone");
    bob.eyes().wide();
  }

  private void goThroughATunnel() {
    ChromiumNetworkConditions tunnel = new ChromiumNetworkConditions();
    tunnel.setOffline(true);
    bob.driver().setNetworkConditions(tunnel);
    bob.page().say("In a tunnel");
    soon(() -> assertThat(bob.page().text("banner")).contains("1 message waits"));
    bob.eyes().keep("day-10-offline");
    ada.page().say("While you were away");
    bob.driver().deleteNetworkConditions();
    soon(() -> assertThat(ada.page().texts()).endsWith("In a tunnel"));
    soon(() -> assertThat(bob.page().texts()).contains("While you were away"));
    ada.page().reload();
    soon(() -> assertThat(ada.page().texts()).endsWith("In a tunnel"));
  }

  private void startAnew() {
    server.close();
    ada.page().say("Is it me?");
    startServer();
    relay.lead(server.port());
    soon(() -> assertThat(bob.page().texts()).endsWith("Is it me?"));
    bob.page().awaitConnected();
    bob.page().say("It was the server");
    soon(() -> assertThat(ada.page().texts()).endsWith("It was the server"));
    soon(() -> assertThat(ada.page().text("about-word")).isEqualTo("3 people here"));
    assertThat(ada.page().texts()).contains("It is in the drawer", "This message was removed.");
    ada.eyes().keep("day-11-evening");
  }
}
