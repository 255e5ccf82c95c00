package dev.halley.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.auth.Credentials;
import dev.halley.hub.Carrier;
import dev.halley.hub.Subscription.Reader;
import dev.halley.message.ChannelName;
import dev.halley.message.Cursor;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.Position;
import dev.halley.protocol.Inbound;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandParserTest {

  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final ChannelName A = ChannelName.of("/room/a");
  private static final ChannelName B = ChannelName.of("/room/b");
  private static final Cursor CURSOR = Cursor.of(List.of(new Cursor.Entry(A, new Position(7, 42))));

  private final CommandParser parser =
      new CommandParser(
          new JsonLimits(100, 1000, 3, 40, Duration.ofSeconds(5), 1000, Duration.ZERO),
          new Offer(false, true, true));

  private static Inbound request(
      String method, String path, String query, @Nullable String type, String body) {
    return new Inbound(
        method, path, query, type, body.getBytes(UTF_8), new Credentials.None(), "", null, true);
  }

  private JsonCommand get(String path, String query) {
    return parser.parse(request("GET", path, query, null, "")).command();
  }

  private JsonCommand post(String path, @Nullable String type, String body) {
    return parser.parse(request("POST", path, "", type, body)).command();
  }

  private static Problem problem(JsonCommand command) {
    assertThat(command).isInstanceOf(JsonCommand.Refused.class);
    return ((JsonCommand.Refused) command).problem();
  }

  @Test
  void pollTakesItsParametersFromQueryFormAndJsonAlike() {
    String query =
        "channel=/room/a&channel=%2Froom%2Fb&cursor="
            + CURSOR.token()
            + "&history=5&hold=7&limit=9&client=tab_1&seq=-3";
    String json =
        "{\"channel\":[\"/room/a\",\"/room/b\"],\"cursor\":\""
            + CURSOR.token()
            + "\",\"history\":5,\"hold\":7,\"limit\":9,\"client\":\"tab_1\",\"seq\":-3}";
    JsonCommand expected =
        new JsonCommand.Read(
            Carrier.POLL, List.of(A, B), CURSOR, 5, 7, 0, 9, new Reader("tab_1", "POLL", -3L));

    assertThat(get("/v1/poll", query)).isEqualTo(expected);
    assertThat(post("/v1/poll", FORM, query)).isEqualTo(expected);
    assertThat(post("/v1/poll", JSON, json)).isEqualTo(expected);
    assertThat(post("/v1/poll", null, json)).isEqualTo(expected);
  }

  @Test
  void pollHasDefaults() {
    assertThat(post("/v1/poll", JSON, "{\"channel\":\"/room/a\",\"hold\":null}"))
        .isEqualTo(
            new JsonCommand.Read(Carrier.POLL, List.of(A), Cursor.NONE, 0, 25, 0, 500, null));
  }

  @Test
  void holdIsCutToTheServersMaximum() {
    assertThat(((JsonCommand.Read) get("/v1/poll", "channel=/room/a&hold=300")).hold())
        .isEqualTo(40);
  }

  @Test
  void channelNamedTwiceIsReadOnce() {
    assertThat(
            ((JsonCommand.Read) get("/v1/poll", "channel=/user/Bob&channel=/user/bob")).channels())
        .containsExactly(ChannelName.of("/user/bob"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hold=301|hold takes a whole number from 0 to 300; found 301",
        "hold=|hold takes a whole number from 0 to 300; found",
        "hold=٢|hold takes a whole number",
        "hold=+1|hold takes a whole number",
        "hold=1&hold=1|hold takes one whole number; found 2 values",
        "history=1001|history takes",
        "limit=0|limit takes",
        "client=a.b|client takes 1 to 64 characters",
        "seq=9223372036854775808|seq takes",
        "token=a&token=b|token takes one token",
        "client=%FF|the query takes name=value pairs"
      })
  void whatIsOffIsNamedWithWhatItTakes(String parameter, String detail) {
    String escaped = parameter.replace("+", "%2B").replace("٢", "%D9%A2");
    Problem problem = problem(get("/v1/poll", "channel=/room/a&" + escaped));

    assertThat(problem.code()).isEqualTo(Code.INVALID_PARAMETER);
    assertThat(problem.detail()).startsWith(detail);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"channel\":null}",
        "{\"channel\":[]}",
        "{\"channel\":5}",
        "{\"channel\":[null]}",
        "{\"channel\":{}}",
        "{\"channel\":\"/room/a\",\"hold\":\"5\"}",
        "{\"channel\":\"/room/a\",\"hold\":5.0}",
        "{\"channel\":\"/room/a\",\"hold\":[5]}",
        "{\"channel\":\"/room/a\",\"client\":5}",
        "{\"channel\":\"/room/a\",\"token\":true}"
      })
  void jsonOfAnotherTypeIsRefused(String json) {
    assertThat(problem(post("/v1/poll", JSON, json)).code()).isEqualTo(Code.INVALID_PARAMETER);
  }

  @Test
  void otherFormalErrorsHaveCodesOfTheirOwn() {
    assertThat(problem(get("/v1/poll", "channel=room")).code()).isEqualTo(Code.INVALID_CHANNEL);
    assertThat(problem(get("/v1/poll", "channel=/room/a&cursor=!")).code())
        .isEqualTo(Code.INVALID_CURSOR);
    assertThat(problem(get("/v1/poll", "channel=/a&channel=/b&channel=/c&channel=/d")).code())
        .isEqualTo(Code.TOO_MANY_CHANNELS);
    assertThat(problem(post("/v1/poll", JSON, "[{}]")).code()).isEqualTo(Code.INVALID_JSON);
    assertThat(problem(post("/v1/poll", "text/html", "x")).code())
        .isEqualTo(Code.UNSUPPORTED_MEDIA_TYPE);
    assertThat(problem(get("/v1/nothing", "")).code()).isEqualTo(Code.NOT_FOUND);
  }

  @Test
  void wrongMethodSaysWhichAreRight() {
    JsonCommand.Refused refused =
        (JsonCommand.Refused) parser.parse(request("HEAD", "/v1/poll", "", null, "")).command();

    assertThat(refused.problem().code()).isEqualTo(Code.METHOD_NOT_ALLOWED);
    assertThat(refused.headers()).containsEntry("Allow", "GET, POST, OPTIONS");
    assertThat(get("/v1/history", "channel=/room/a")).isInstanceOf(JsonCommand.History.class);
    assertThat(parser.parse(request("HEAD", "/v1/info", "", null, "")).command())
        .isEqualTo(new JsonCommand.About());
    assertThat(parser.parse(request("OPTIONS", "/v1/session", "", null, "")).command())
        .isEqualTo(new JsonCommand.Options("GET, POST, DELETE, OPTIONS"));
  }

  @Test
  void bodyWinsOverTheQueryParameterByParameter() {
    JsonCommand command =
        parser
            .parse(
                request(
                    "POST",
                    "/v1/poll",
                    "channel=/room/a&hold=1&limit=2&limit=3",
                    JSON,
                    "{\"channel\":\"/room/b\",\"limit\":4}"))
            .command();

    assertThat(command)
        .isEqualTo(new JsonCommand.Read(Carrier.POLL, List.of(B), Cursor.NONE, 0, 1, 0, 4, null));
  }

  @Test
  void publishTakesAnyJsonAsData() {
    JsonCommand expected =
        new JsonCommand.Publish(A, new MessageId("x"), Payload.ofJson("{\"n\":1.10}"), null);

    assertThat(
            post(
                "/v1/publish",
                JSON,
                "{\"channel\":\"/room/a\",\"id\":\"x\",\"data\":{\"n\":1.10}}"))
        .isEqualTo(expected);
    assertThat(post("/v1/publish", FORM, "channel=/room/a&id=x&data=%7B%22n%22%3A1.10%7D"))
        .isEqualTo(expected);
  }

  @Test
  void publishWithoutDataOrWithTooMuchIsRefused() {
    String head = "{\"channel\":\"/room/a\",\"data\":\"";

    assertThat(problem(post("/v1/publish", JSON, "{\"channel\":\"/room/a\"}")).detail())
        .startsWith("data takes any JSON value of at most 100 bytes");
    assertThat(post("/v1/publish", JSON, head + "x".repeat(98) + "\"}"))
        .isInstanceOf(JsonCommand.Publish.class);
    assertThat(problem(post("/v1/publish", JSON, head + "x".repeat(99) + "\"}")).code())
        .isEqualTo(Code.MESSAGE_TOO_LARGE);
  }

  @Test
  void itemsOfABatchAreRefusedEachAlone() {
    JsonCommand.PublishBatch batch =
        (JsonCommand.PublishBatch)
            post("/v1/publish", JSON, "[{\"channel\":\"/room/a\",\"data\":null},{\"data\":1},5]");

    assertThat(batch.items()).hasSize(3);
    assertThat(batch.items().get(0)).isInstanceOf(JsonCommand.Publish.class);
    assertThat(problem(batch.items().get(1)).code()).isEqualTo(Code.INVALID_PARAMETER);
    assertThat(problem(batch.items().get(2)).code()).isEqualTo(Code.INVALID_JSON);
  }

  @Test
  void batchOfMoreThanHundredIsRefused() {
    String items = IntStream.range(0, 101).mapToObj(i -> "{}").collect(Collectors.joining(","));

    assertThat(problem(post("/v1/publish", JSON, "[" + items + "]")).code())
        .isEqualTo(Code.BATCH_TOO_LARGE);
  }

  @Test
  void tokenIsTakenFromAParameterUnlessTheHeaderHasOne() {
    Inbound plain = request("GET", "/v1/info", "token=b", null, "");
    Inbound both =
        new Inbound(
            "GET",
            "/v1/info",
            "token=b",
            null,
            new byte[0],
            new Credentials.Bearer("h"),
            "",
            null,
            true);

    assertThat(parser.parse(plain).credentials()).isEqualTo(new Credentials.Bearer("b"));
    assertThat(parser.parse(both).credentials()).isEqualTo(new Credentials.Bearer("h"));
  }

  @Test
  void historyTakesOneDirection() {
    assertThat(get("/v1/history", "channel=/room/a&after=0&limit=3"))
        .isEqualTo(new JsonCommand.History(A, null, 0L, 3));
    assertThat(problem(get("/v1/history", "channel=/room/a&after=0&before=3")).code())
        .isEqualTo(Code.INVALID_PARAMETER);
  }

  @Test
  void noDetailShowsASecretOrAPayload() {
    String secret = "s3cret".repeat(20);
    for (String body :
        List.of(
            "{\"name\":5,\"secret\":\"" + secret + "\"}",
            "{\"name\":\"a\",\"secret\":\"" + secret + "\"}",
            "{\"name\":\"a\",\"token\":[\"" + secret + "\",1]}",
            "{\"name\":\"a\",\"" + secret + "\"}")) {
      assertThat(problem(post("/v1/session", JSON, body)).detail()).doesNotContain("s3cret");
    }
    assertThat(new JsonCommand.OpenSession("a", secret).toString()).doesNotContain("s3cret");
  }
}
