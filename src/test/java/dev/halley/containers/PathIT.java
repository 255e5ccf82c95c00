package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The application at a path of its own, beside others. */
class PathIT {

  @ParameterizedTest
  @EnumSource(names = {"TOMCAT_11", "UNDERTOW"})
  void pathsBelongToTheContextPath(Container container, @TempDir Path data) {
    try (Site site =
        new Site(ServerProcess.start(container, data, Map.of(), List.of("/talk/chat")))) {
      RawRequest session = Call.session("Alice").asJson();
      String token =
          site.ask(session.target("/talk/chat/v1/session")).ok().json().get("token").getAsString();
      assertThat(site.ask(session).status()).isEqualTo(404);

      RawRequest handshake = RawSocket.handshake("/talk/chat/v1/ws?token=" + token);
      try (RawSocket socket = RawSocket.open(site, handshake)) {
        socket.read(Call.poll("/room/a")).answer();
        socket.say("publish", Call.publish("/room/a", "hi"));
        List<JsonObject> heard = List.of(socket.hear(), socket.hear());
        assertThat(heard.toString()).contains("published", "\"hi\"");
      }
      site.saysNoException();
    }
  }
}
