package dev.halley.protocol.json;

import dev.halley.hub.Batch;
import dev.halley.hub.HistoryPage;
import dev.halley.hub.Missed;
import dev.halley.message.ChannelName;
import dev.halley.message.Cursor;
import dev.halley.message.Message;
import dev.halley.message.MessageId;
import dev.halley.message.Ties;
import dev.halley.message.UserName;
import dev.halley.protocol.Frame;
import dev.halley.protocol.FrameCache;
import dev.halley.protocol.JsonBuffer;
import dev.halley.protocol.Problem;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Writes answers. What several clients get is written once, as far as the cache remembers. */
final class JsonEncoder {

  /** Roughly what a message takes besides its payload. */
  private static final int ENVELOPE = 192;

  private final FrameCache frames;

  JsonEncoder(FrameCache frames) {
    this.frames = frames;
  }

  /**
   * The answer of a poll that found something, or had nothing to wait for.
   *
   * @param hold how long it would have been held, in seconds
   */
  Frame answer(Batch batch, int hold) {
    // What a hold that ran out says is short and seldom the same twice.
    return batch.isEmpty()
        ? poll(batch, hold, 0, false)
        : frames.answer(batch, hold, found -> poll(found, hold, 0, false));
  }

  /**
   * The answer of a poll that ends with nothing to tell.
   *
   * @param delay how long to wait before the next poll, in milliseconds
   */
  Frame empty(Cursor cursor, int hold, long delay, boolean superseded) {
    return poll(new Batch(cursor, List.of(), List.of(), cursor, false), hold, delay, superseded);
  }

  /** As {@link #answer(Batch, int)}, with what a carrier puts around it. */
  Frame answer(Batch batch, int hold, Wrapping wrapping) {
    Variant variant = new Variant(hold, wrapping.before(), wrapping.after(), wrapping.isScript());
    return answer(batch, hold, variant, wrapping::around);
  }

  /**
   * As {@link #answer(Batch, int)}, made into something else.
   *
   * @param variant what tells the result from others that are made of the same batch
   */
  Frame answer(Batch batch, int hold, Object variant, UnaryOperator<Frame> make) {
    return batch.isEmpty()
        ? make.apply(poll(batch, hold, 0, false))
        : once(batch, variant, found -> make.apply(poll(found, hold, 0, false)));
  }

  /** What an encoded answer depends on beside its batch. */
  private record Variant(int hold, String before, String after, boolean isScript) {}

  /**
   * The batch as the encoder writes it, once for all who stand at the same place.
   *
   * @param variant all else that it depends on, as a value with equality
   */
  Frame once(Batch batch, Object variant, Function<Batch, Frame> encode) {
    return frames.answer(batch, variant, encode);
  }

  /** A problem where an answer is expected. */
  Frame error(Problem problem) {
    JsonBuffer json = new JsonBuffer(ENVELOPE + problem.detail().length());
    json.ascii("{\"error\":");
    problem.write(json);
    return json.ascii('}').frame();
  }

  private Frame poll(Batch batch, int hold, long delay, boolean superseded) {
    JsonBuffer json = new JsonBuffer(expected(batch.messages()));
    json.ascii("{\"cursor\":\"").raw(batch.end().tokenBytes()).ascii('"');
    messages(json, batch.messages());
    gaps(json, batch.gaps());
    if (batch.more()) {
      json.ascii(",\"more\":true");
    }
    if (superseded) {
      json.ascii(",\"superseded\":true");
    }
    json.ascii(",\"hold\":").number(hold).ascii(",\"delay\":").number(delay).ascii('}');
    return json.frame();
  }

  /** A page of a channel's past. */
  Frame history(ChannelName channel, HistoryPage.Found page) {
    JsonBuffer json = new JsonBuffer(expected(page.messages()));
    json.ascii("{\"channel\":").string(channel.value());
    messages(json, page.messages());
    gaps(json, page.gaps());
    json.ascii(",\"more\":").ascii(Boolean.toString(page.more()));
    json.ascii(",\"cursor\":\"").raw(page.cursor().tokenBytes()).ascii("\"}");
    return json.frame();
  }

  private void messages(JsonBuffer json, List<Message> messages) {
    json.ascii(",\"messages\":[");
    for (int i = 0; i < messages.size(); i++) {
      if (i > 0) {
        json.ascii(',');
      }
      json.raw(message(messages.get(i)).bytes());
    }
    json.ascii(']');
  }

  private static void gaps(JsonBuffer json, List<Missed> gaps) {
    if (gaps.isEmpty()) {
      return;
    }
    json.ascii(",\"gaps\":[");
    for (int i = 0; i < gaps.size(); i++) {
      json.ascii(i > 0 ? "," : "");
      gap(json, gaps.get(i));
    }
    json.ascii(']');
  }

  private static void gap(JsonBuffer json, Missed gap) {
    json.ascii("{\"channel\":").string(gap.channel().value());
    if (gap.reset()) {
      json.ascii(",\"reset\":true}");
    } else {
      json.ascii(",\"from\":").number(gap.from()).ascii(",\"to\":").number(gap.to()).ascii('}');
    }
  }

  /** What was missed of one channel. */
  Frame gap(Missed gap) {
    JsonBuffer json = new JsonBuffer(ENVELOPE);
    gap(json, gap);
    return json.frame();
  }

  /** One message. */
  Frame message(Message message) {
    return frames.message(message, JsonEncoder::encoded);
  }

  private static Frame encoded(Message message) {
    JsonBuffer json = new JsonBuffer(ENVELOPE + message.data().size());
    json.ascii("{\"channel\":").string(message.channel().value());
    json.ascii(",\"offset\":").number(message.offset());
    json.ascii(",\"id\":\"").ascii(message.id().value()).ascii('"');
    UserName from = message.from();
    if (from == null) {
      json.ascii(",\"from\":null");
    } else {
      json.ascii(",\"from\":").string(from.value());
    }
    UserName to = message.to();
    if (to != null) {
      json.ascii(",\"to\":").string(to.value());
    }
    json.ascii(",\"time\":").number(message.time());
    ties(json, message.ties());
    json.ascii(",\"data\":").raw(message.data().json());
    json.ascii(message.ties().removed() ? ",\"removed\":true}" : "}");
    return json.frame();
  }

  private static void ties(JsonBuffer json, Ties ties) {
    MessageId refers = ties.refers();
    if (refers != null) {
      json.ascii(",\"refers\":\"").ascii(refers.value()).ascii('"');
    }
    if (ties.at() > 0) {
      json.ascii(",\"at\":").number(ties.at());
    }
    if (ties.corrected() > 0 && !ties.removed()) {
      json.ascii(",\"corrected\":").number(ties.corrected());
    }
  }

  /** Roughly how many bytes so many messages take. */
  static int expected(List<Message> messages) {
    int bytes = ENVELOPE;
    for (int i = 0; i < messages.size(); i++) {
      bytes += ENVELOPE + messages.get(i).data().size();
    }
    return bytes;
  }
}
