package dev.halley.protocol.json;

import dev.halley.protocol.Frame;
import dev.halley.protocol.JsonBuffer;

/**
 * What a server says of itself.
 *
 * @param version the version of the software
 * @param node which server this is; another after each start
 */
public record NodeName(String version, String node) {

  /** The answer of {@code /v1/info}. */
  Frame about(JsonLimits limits, Offer offer, boolean guests) {
    JsonBuffer json = new JsonBuffer(256);
    json.ascii("{\"name\":\"halley\",\"version\":").string(version);
    json.ascii(",\"node\":").string(node);
    json.ascii(",\"transports\":[\"").ascii(String.join("\",\"", offer.transports()));
    json.ascii("\"],\"hold\":{\"default\":").number(limits.defaultHold());
    json.ascii(",\"max\":").number(limits.maxHold());
    json.ascii("},\"limits\":{\"message\":").number(limits.maxMessage());
    json.ascii(",\"answer\":").number(limits.maxAnswer());
    json.ascii(",\"channels\":").number(limits.maxChannels());
    json.ascii(",\"batch\":").number(JsonLimits.MAX_BATCH);
    json.ascii(",\"edit\":").number(limits.editWithin().toSeconds());
    json.ascii("},\"login\":").string(offer.containerLogin() ? "container" : "tokens");
    json.ascii(",\"guests\":").ascii(Boolean.toString(guests)).ascii('}');
    return json.frame();
  }
}
