package dev.halley.auth;

/**
 * The limits of private rooms.
 *
 * @param maxMembers of one room, 1 and up
 * @param maxRooms that one user may create, 1 and up
 * @param cacheBytes what is kept in memory of who is a member where, about; 0 for nothing
 */
public record MemberSettings(int maxMembers, int maxRooms, long cacheBytes) {

  public MemberSettings {
    if (maxMembers < 1 || maxRooms < 1 || cacheBytes < 0) {
      throw new IllegalArgumentException(
          "expected 1 and up members and rooms and a cache of 0 bytes and up; found "
              + maxMembers
              + ", "
              + maxRooms
              + ", "
              + cacheBytes);
    }
  }
}
