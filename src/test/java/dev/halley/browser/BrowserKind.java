package dev.halley.browser;

/** The browsers that halley.js is proved in. */
public enum BrowserKind {
  CHROMIUM,
  FIREFOX;

  /** Starts it. Where there is none the test is skipped, loudly; under {@code CI=true} it fails. */
  public Browser start() {
    return switch (this) {
      case CHROMIUM -> new ChromiumBrowser(Chromium.find().start());
      case FIREFOX -> Firefox.start();
    };
  }
}
