package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The browsers for terminals that the plain chat is proved on, and which keys they take. */
enum TextBrowser {
  LYNX("lynx -cfg=/dev/null", "-dump -nolist") {
    @Override
    void enter(Terminal terminal, String name, String room) {
      terminal.sees("Go in");
      terminal.type(name + "\t", room + "\t", "\r");
    }

    @Override
    void say(Terminal terminal, String text) {
      // The first thing on the page is the address of the next.
      terminal.type("\t", text, "\t", "\r");
    }
  },
  LINKS("links", "-dump") {
    @Override
    void enter(Terminal terminal, String name, String room) {
      terminal.sees("Welcome to links");
      terminal.type("\r");
      terminal.sees("Text field");
      terminal.type(name + "\r", room + "\r", "\r");
    }

    @Override
    void say(Terminal terminal, String text) {
      terminal.type(DOWN, text, "\r", "\r");
    }
  },
  W3M("w3m", "-dump") {
    @Override
    void enter(Terminal terminal, String name, String room) {
      terminal.sees("Go in");
      terminal.type("\t", "\r", name + "\r", "\t", "\r", room + "\r", "\t", "\r");
    }

    @Override
    void say(Terminal terminal, String text) {
      terminal.type("\t\t", "\r", text + "\r", "\t", "\r");
    }
  };

  private static final String DOWN = "\u001b[B";

  private final String command;
  private final String dump;

  TextBrowser(String command, String dump) {
    this.command = command;
    this.dump = dump;
  }

  /** Fills in the form that asks for a name; the room is what is typed behind the one offered. */
  abstract void enter(Terminal terminal, String name, String room);

  /** Says something in the form of a room's page, which is there. */
  abstract void say(Terminal terminal, String text);

  /** Where it is missing the test is skipped, loudly; under {@code CI=true} it fails. */
  void isNeeded() {
    String program = command.split(" ", 2)[0];
    if (Installed.find(program).isEmpty()) {
      throw Installed.missing(
          "The plain chat is NOT TESTED in "
              + program
              + ": expected it on the PATH (Debian: apt-get install "
              + program
              + ")");
    }
  }

  /** Opens an address in a terminal. */
  Terminal open(String url, Path home) throws IOException {
    return Terminal.run(command + " '" + url + "'", home);
  }

  /** What it shows of an address, as text. */
  String dump(String url, Path home) throws IOException, InterruptedException {
    List<String> all = List.of((command + " " + dump + " " + url).split(" "));
    ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
    builder.environment().put("HOME", home.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Path printed = home.resolve("printed");
    Process process = builder.redirectOutput(printed.toFile()).start();
    boolean over = process.waitFor(90, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(over).as("%s was over within 90 s", this).isTrue();
    return Files.readString(printed);
  }
}
