package dev.halley.browser;

/** A browser that runs, with a profile that knows nothing yet. */
public interface Browser extends AutoCloseable {

  /** Another page, which is seen as the others are. */
  WebPage page();

  /** Takes the network away from all its pages, or gives it back. */
  void offline(boolean without);

  @Override
  void close();
}
