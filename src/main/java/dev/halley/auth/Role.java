package dev.halley.auth;

import dev.halley.message.ChannelPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What those may who have a role in the container, beyond the rules. As text it is the role's name
 * and then, in any order, {@code read=} and {@code publish=} with patterns divided by commas,
 * {@code admin} and {@code moderator}: {@code staff read=/room/staff publish=/broadcast,/news/**}.
 *
 * @param name as the container knows it; holds no space
 */
public record Role(String name, List<Grant> grants, boolean admin, boolean moderator) {

  /** What is taken, for error messages. */
  public static final String EXPECTED =
      "a role's name and then read=PATTERNS, publish=PATTERNS, admin or moderator, divided by spaces";

  private static final String ADMIN = "admin";
  private static final String MODERATOR = "moderator";

  public Role {
    grants = List.copyOf(grants);
  }

  /**
   * Reads a role.
   *
   * @throws IllegalArgumentException with what was expected and what was found
   */
  public static Role parse(String text) {
    List<String> words = Arrays.asList(text.strip().split("\\s+"));
    List<String> says = words.subList(1, words.size());
    if (words.get(0).isEmpty() || says.isEmpty()) {
      throw new IllegalArgumentException("expected " + EXPECTED + "; found \"" + text + "\"");
    }
    List<Grant> grants = new ArrayList<>();
    for (String word : says) {
      if (word.startsWith("read=")) {
        add(grants, Action.READ, word);
      } else if (word.startsWith("publish=")) {
        add(grants, Action.PUBLISH, word);
      } else if (!word.equals(ADMIN) && !word.equals(MODERATOR)) {
        throw new IllegalArgumentException("expected " + EXPECTED + "; found " + word);
      }
    }
    return new Role(words.get(0), grants, says.contains(ADMIN), says.contains(MODERATOR));
  }

  private static void add(List<Grant> grants, Action action, String word) {
    for (String pattern : word.substring(word.indexOf('=') + 1).split(",", -1)) {
      grants.add(new Grant(action, ChannelPattern.of(pattern)));
    }
  }
}
