package dev.halley.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import org.jspecify.annotations.Nullable;

/** The bytes of a body that have come already, and no more. */
final class FakeInput extends ServletInputStream {

  volatile @Nullable ReadListener listener;

  private final ByteArrayInputStream bytes;

  FakeInput(String come) {
    bytes = new ByteArrayInputStream(come.getBytes(UTF_8));
  }

  @Override
  public int available() {
    return bytes.available();
  }

  @Override
  public int read() {
    return bytes.read();
  }

  @Override
  public int read(byte[] into, int from, int length) {
    return bytes.read(into, from, length);
  }

  @Override
  public boolean isFinished() {
    return bytes.available() == 0;
  }

  @Override
  public boolean isReady() {
    return bytes.available() > 0;
  }

  @Override
  public void setReadListener(ReadListener given) {
    listener = given;
  }
}
