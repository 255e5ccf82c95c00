package dev.halley.protocol.json;

import dev.halley.hub.Carrier;
import dev.halley.message.Payload;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a command of a message that came over a socket, by the same checks as of a request. */
final class SocketParser {

  /** The longest {@code ref}, in bytes of JSON: the server keeps it until the answer is out. */
  static final int MAX_REF = 1024;

  private static final String TYPE = "type";
  private static final String TYPES = "type takes \"read\" or \"publish\"";

  private final CommandParser commands;

  SocketParser(CommandParser commands) {
    this.commands = commands;
  }

  SocketCommand parse(String text) {
    JsonBody.Content content;
    try {
      content = JsonBody.read(text, 0);
    } catch (RefusedJson refused) {
      return new SocketCommand.Refused(
          Problem.of(
              Code.INVALID_JSON,
              "a message takes " + RefusedJson.EXPECTED + "; found " + refused.found()),
          null);
    }
    Map<String, Value> fields = ((JsonBody.Content.One) content).fields();
    Payload ref = fields.get(JsonBody.REF) instanceof Value.Json json ? json.payload() : null;
    if (ref != null && ref.size() > MAX_REF) {
      return new SocketCommand.Refused(
          Problem.of(
              Code.INVALID_PARAMETER,
              "ref takes at most " + MAX_REF + " bytes of JSON; found " + ref.size()),
          null);
    }
    return command(fields, ref);
  }

  private SocketCommand command(Map<String, Value> fields, @Nullable Payload ref) {
    if (!(fields.get(TYPE) instanceof Value.Text type)) {
      String found = fields.containsKey(TYPE) ? "something else" : "none";
      return new SocketCommand.Refused(
          Problem.of(Code.INVALID_PARAMETER, TYPES + "; found " + found), ref);
    }
    Parameters parameters = commands.parameters(fields);
    return switch (type.text()) {
      case "read" ->
          checked(commands.read(Carrier.SOCKET, parameters, null, false), parameters, ref);
      case "publish" -> checked(commands.publish(parameters), parameters, ref);
      default -> new SocketCommand.Unknown();
    };
  }

  private static SocketCommand checked(
      JsonCommand command, Parameters parameters, @Nullable Payload ref) {
    String token = parameters.text("token", "one token");
    Problem problem = parameters.problem();
    if (problem != null) {
      return new SocketCommand.Refused(problem, ref);
    }
    if (command instanceof JsonCommand.Read read) {
      return new SocketCommand.Read(read, token, ref);
    }
    return new SocketCommand.Publish((JsonCommand.Publish) command, token, ref);
  }
}
