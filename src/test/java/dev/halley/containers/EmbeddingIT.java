package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Halley within another web application, as docs/embedding.md says. */
class EmbeddingIT {

  private static final String ORDERS = "/room/orders";
  private static final Map<String, String> LOGIN =
      Map.of(
          "login-secret-file", "login.secret",
          "login-algs", "HS256",
          "login-issuer", "shop",
          "login-audience", "chat");

  private static Site shop(Container container, Path data, Path folder) throws IOException {
    Files.createDirectories(data);
    Files.writeString(data.resolve("login.secret"), "0123456789abcdef0123456789abcdef\n");
    return new Site(ServerProcess.start(container, data, LOGIN, ShopWar.in(folder)));
  }

  /** A user of the shop's own login, with the token that the shop signs for them. */
  private static Person customer(Site shop, String user) {
    String cookie =
        shop.ask(RawRequest.post("/login?user=" + user, ""))
            .header("Set-Cookie")
            .orElseThrow()
            .replaceFirst(";.*", "");
    String token = shop.ask(RawRequest.post("/token", "").header("Cookie", cookie)).ok().text();
    return new Person(shop, token, user, user);
  }

  @ParameterizedTest
  @EnumSource(names = {"TOMCAT_10", "TOMCAT_11"})
  void shopPublishesByJavaAndItsUsersReadWithTokensThatItSigns(
      Container container, @TempDir Path folder) throws IOException {
    try (Site shop = shop(container, folder.resolve("data"), folder)) {
      Person ada = customer(shop, "ada");
      Call poll = Call.poll(ORDERS).and("cursor", ada.cursor(ORDERS));
      try (RawConnection held = ada.hold(poll)) {
        String first = shop.ask(RawRequest.post("/order?number=7", "")).ok().text();

        JsonObject message = Person.messagesOf(AnswerRules.poll(held.read())).get(0);
        assertThat(message.getAsJsonObject("data").get("order").getAsInt()).isEqualTo(7);
        assertThat(message.get("id").getAsString()).isEqualTo("order-7");
        assertThat(message.get("from").isJsonNull()).isTrue();
        assertThat(shop.ask(RawRequest.post("/order?number=7", "")).ok().text()).isEqualTo(first);
      }
      assertThat(ada.all(ORDERS)).hasSize(1);
      shop.process().undeploy();
      shop.saysNoException();
    }
  }
}
