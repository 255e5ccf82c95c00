package dev.halley.protocol.json;

import dev.halley.auth.Credentials;
import dev.halley.auth.Members;
import dev.halley.hub.Carrier;
import dev.halley.hub.Subscription.Reader;
import dev.halley.message.ChannelName;
import dev.halley.message.Cursor;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.UserName;
import dev.halley.protocol.FormText;
import dev.halley.protocol.Inbound;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a command of a request, or says why it is none. Knows no state: errors of form alone. */
final class CommandParser {

  private static final int MAX_LIMIT = 1000;
  private static final int DEFAULT_LIMIT = 500;
  private static final int DEFAULT_PAGE = 50;
  private static final int MAX_HISTORY = 1000;
  private static final int MAX_BEAT = 60;

  private final JsonLimits limits;
  private final Offer offer;
  private final Wrappings wrappings;
  private final RecentNames names = new RecentNames();

  CommandParser(JsonLimits limits, Offer offer) {
    this.limits = limits;
    this.offer = offer;
    this.wrappings = new Wrappings(offer);
  }

  /**
   * A request that was understood.
   *
   * @param credentials what it brings to say who asks, in a header or as a parameter
   * @param wrapping what the answer, whatever it is, comes in
   */
  record Asked(Credentials credentials, JsonCommand command, Wrapping wrapping) {}

  /** Understands a request. */
  Asked parse(Inbound request) {
    Endpoint endpoint = Endpoint.at(request.path());
    if (endpoint == null || (endpoint == Endpoint.SOCKET && !offer.websocket())) {
      return refused(request, Problem.of(Code.NOT_FOUND, "nothing is at " + request.path()));
    }
    if (request.method().equals("OPTIONS")) {
      return plain(request, new JsonCommand.Options(endpoint.allow()));
    }
    Map<String, Value> query = query(request.query());
    if (!endpoint.takes(request.method())
        && !Wrappings.asksForScript(request.method(), endpoint, query)) {
      Problem problem =
          Problem.of(
              Code.METHOD_NOT_ALLOWED,
              request.path() + " takes " + endpoint.allow() + "; found " + request.method());
      return plain(request, new JsonCommand.Refused(problem, Map.of("Allow", endpoint.allow())));
    }
    if (query == null) {
      return refused(
          request, Problem.of(Code.INVALID_PARAMETER, "the query takes " + FormText.EXPECTED));
    }
    if (request.method().equals("POST") && request.body().length > 0) {
      return withBody(request, endpoint, query);
    }
    return command(request, endpoint, query);
  }

  private static @Nullable Map<String, Value> query(String text) {
    if (text.isEmpty()) {
      return Map.of();
    }
    Map<String, Value> values = new HashMap<>();
    boolean good = FormText.read(text, (name, value) -> Value.add(values, name, value));
    return good ? values : null;
  }

  private static @Nullable Map<String, Value> form(byte[] text) {
    Map<String, Value> values = new HashMap<>();
    boolean good = FormText.read(text, (name, value) -> Value.add(values, name, value));
    return good ? values : null;
  }

  private Asked withBody(Inbound request, Endpoint endpoint, Map<String, Value> query) {
    return switch (BodyType.of(request.contentType())) {
      case FORM -> withForm(request, endpoint, query);
      case JSON -> withJson(request, endpoint, query);
      case OTHER ->
          refused(
              request,
              Problem.of(
                  Code.UNSUPPORTED_MEDIA_TYPE, "the body's type takes " + BodyType.EXPECTED));
    };
  }

  private Asked withForm(Inbound request, Endpoint endpoint, Map<String, Value> query) {
    Map<String, Value> form = form(request.body());
    if (form == null) {
      return refused(
          request, Problem.of(Code.INVALID_PARAMETER, "a form takes " + FormText.EXPECTED));
    }
    return command(request, endpoint, over(query, form));
  }

  private Asked withJson(Inbound request, Endpoint endpoint, Map<String, Value> query) {
    int most = endpoint == Endpoint.PUBLISH ? JsonLimits.MAX_BATCH : 0;
    JsonBody.Content content;
    try {
      content = JsonBody.read(request.body(), most);
    } catch (RefusedJson refused) {
      return refused(
          request,
          Problem.of(
              Code.INVALID_JSON,
              "the body takes " + RefusedJson.EXPECTED + "; found " + refused.found()));
    }
    if (content instanceof JsonBody.Content.One one) {
      return command(request, endpoint, over(query, one.fields()));
    }
    if (content instanceof JsonBody.Content.Several several) {
      return batch(request, query, several.commands());
    }
    return refused(
        request,
        Problem.of(
            Code.BATCH_TOO_LARGE, "a batch takes at most " + most + " messages; found more"));
  }

  private static Map<String, Value> over(Map<String, Value> query, Map<String, Value> body) {
    if (query.isEmpty()) {
      return body;
    }
    Map<String, Value> both = new HashMap<>(query);
    both.putAll(body);
    return both;
  }

  /** What a command says. */
  Parameters parameters(Map<String, Value> fields) {
    return new Parameters(fields, names);
  }

  private Asked command(Inbound request, Endpoint endpoint, Map<String, Value> fields) {
    Parameters parameters = parameters(fields);
    Wrapping wrapping = wrappings.of(request, endpoint, parameters);
    JsonCommand command =
        switch (endpoint) {
          case POLL -> read(Carrier.POLL, request, parameters);
          case STREAM -> read(Carrier.STREAM, request, parameters);
          case EVENTS -> read(Carrier.EVENTS, request, parameters);
          case FRAME -> read(Carrier.FRAME, request, parameters);
          case SOCKET -> new JsonCommand.OpenSocket();
          case PUBLISH -> publish(parameters);
          case LEAVE -> leave(parameters);
          case HISTORY -> history(parameters);
          case MEMBERS ->
              request.method().equals("POST") ? changeMembers(parameters) : listMembers(parameters);
          case PRESENCE -> RoomParser.presence(parameters);
          case ROOMS ->
              request.method().equals("POST")
                  ? RoomParser.topic(parameters)
                  : RoomParser.list(parameters);
          case READ -> MarkParser.mark(parameters);
          case UNREAD -> MarkParser.unread(parameters);
          case INFO -> new JsonCommand.About();
          case SESSION -> session(request, fields, parameters);
        };
    return asked(request, parameters, command, wrapping);
  }

  private Asked batch(
      Inbound request, Map<String, Value> query, List<JsonBody.Content.@Nullable One> commands) {
    List<JsonCommand> items = new ArrayList<>(commands.size());
    for (JsonBody.Content.One one : commands) {
      if (one == null) {
        items.add(refused(Problem.of(Code.INVALID_JSON, "a batch takes objects; found another")));
      } else {
        Parameters parameters = parameters(one.fields());
        JsonCommand item = publish(parameters);
        Problem problem = parameters.problem();
        items.add(problem == null ? item : refused(problem));
      }
    }
    return asked(request, parameters(query), new JsonCommand.PublishBatch(items), Wrapping.NONE);
  }

  private static Asked asked(
      Inbound request, Parameters parameters, JsonCommand command, Wrapping wrapping) {
    Credentials credentials = request.credentials();
    String token = parameters.text("token", "one token");
    if (token != null && credentials instanceof Credentials.None) {
      credentials = new Credentials.Bearer(token);
    }
    Problem problem = parameters.problem();
    return new Asked(credentials, problem == null ? command : refused(problem), wrapping);
  }

  private static Asked plain(Inbound request, JsonCommand command) {
    return new Asked(request.credentials(), command, Wrapping.NONE);
  }

  private static Asked refused(Inbound request, Problem problem) {
    return plain(request, refused(problem));
  }

  private static JsonCommand.Refused refused(Problem problem) {
    return new JsonCommand.Refused(problem, Map.of());
  }

  private JsonCommand read(Carrier carrier, Inbound request, Parameters parameters) {
    String last = carrier == Carrier.EVENTS ? request.lastEventId() : null;
    return read(carrier, parameters, last, request.chunked());
  }

  /**
   * What a client wants to read.
   *
   * @param lastEventId the cursor that wins over the parameter; null for none
   * @param beats whether the answer of a poll may beat
   */
  JsonCommand read(
      Carrier carrier, Parameters parameters, @Nullable String lastEventId, boolean beats) {
    List<ChannelName> channels = parameters.channels(limits.maxChannels());
    // A browser that was cut says in a header where it stands: its URL is as old as its page.
    Cursor cursor =
        lastEventId == null ? parameters.cursor() : parameters.cursor("Last-Event-ID", lastEventId);
    int history = (int) parameters.number("history", 0, MAX_HISTORY, 0);
    long hold = parameters.number("hold", 0, JsonLimits.LONGEST_HOLD, JsonLimits.DEFAULT_HOLD);
    long beat = carrier == Carrier.POLL ? parameters.number("beat", 1, MAX_BEAT, 0) : 0;
    int limit = (int) parameters.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
    String client = parameters.id("client", 1, 64);
    Long seq = parameters.numberOrNull("seq", Long.MIN_VALUE, Long.MAX_VALUE);
    return new JsonCommand.Read(
        carrier,
        channels,
        cursor,
        history,
        (int) Math.min(hold, limits.maxHold()),
        beats ? (int) beat : 0,
        limit,
        client == null ? null : new Reader(client, carrier.name(), seq));
  }

  private static JsonCommand leave(Parameters parameters) {
    String client = parameters.id("client", 1, 64);
    if (client == null) {
      parameters.refuse(
          Problem.of(Code.INVALID_PARAMETER, "client takes the name of a reader; found none"));
      return incomplete(parameters);
    }
    return new JsonCommand.Leave(client);
  }

  JsonCommand publish(Parameters parameters) {
    ChannelName channel = parameters.channel();
    MessageId id = parameters.messageId();
    Payload data = parameters.data(limits.maxMessage());
    String refers = parameters.id("refers", 1, 64);
    Long at = parameters.offset("at", 1);
    JsonCommand.Earlier earlier =
        refers == null ? null : new JsonCommand.Earlier(new MessageId(refers), at == null ? 0 : at);
    return channel == null || data == null
        ? incomplete(parameters)
        : new JsonCommand.Publish(channel, id, data, earlier);
  }

  private static JsonCommand history(Parameters parameters) {
    ChannelName channel = parameters.channel();
    Long before = parameters.offset("before", 1);
    Long after = parameters.offset("after", 0);
    int limit = (int) parameters.number("limit", 1, MAX_LIMIT, DEFAULT_PAGE);
    if (before != null && after != null) {
      parameters.refuse(
          Problem.of(Code.INVALID_PARAMETER, "before takes an offset without after; found both"));
    }
    return channel == null
        ? incomplete(parameters)
        : new JsonCommand.History(channel, before, after, limit);
  }

  private static JsonCommand listMembers(Parameters parameters) {
    ChannelName room = parameters.room();
    return room == null ? incomplete(parameters) : new JsonCommand.ListMembers(room);
  }

  private static JsonCommand changeMembers(Parameters parameters) {
    ChannelName room = parameters.room();
    Set<UserName> add = parameters.users("add", JsonLimits.MAX_NAMES);
    Set<UserName> remove = parameters.users("remove", JsonLimits.MAX_NAMES);
    if (!Collections.disjoint(add, remove)) {
      parameters.refuse(
          Problem.of(Code.INVALID_PARAMETER, "remove takes no name that add has; found one"));
    }
    return room == null
        ? incomplete(parameters)
        : new JsonCommand.ChangeMembers(new Members.Change(room, add, remove));
  }

  /** A page that can only load scripts asks for a session by GET too, with a name. */
  private static JsonCommand session(
      Inbound request, Map<String, Value> fields, Parameters parameters) {
    return switch (request.method()) {
      case "DELETE" -> new JsonCommand.CloseSession();
      case "GET" ->
          fields.containsKey(Parameters.CALLBACK) && fields.containsKey("name")
              ? openSession(parameters)
              : new JsonCommand.WhoAmI();
      default -> openSession(parameters);
    };
  }

  private static JsonCommand openSession(Parameters parameters) {
    String name = parameters.text("name", "a name");
    String secret = parameters.id("secret", 16, 64);
    if (name == null) {
      parameters.refuse(Problem.of(Code.INVALID_PARAMETER, "name takes a name; found none"));
      return incomplete(parameters);
    }
    return new JsonCommand.OpenSession(name, secret);
  }

  static JsonCommand incomplete(Parameters parameters) {
    Problem problem = parameters.problem();
    if (problem == null) {
      throw new IllegalStateException("expected a problem where a parameter is missing");
    }
    return refused(problem);
  }
}
