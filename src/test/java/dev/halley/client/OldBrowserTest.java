package dev.halley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The compiled client in a script engine of 2006, which knows ECMAScript 3 and no more. */
class OldBrowserTest {
  private static final Path CLIENT = Path.of("target/web/halley.js");
  private static final Path ENGINE = Path.of("target/engines/rhino-1.6.jar");
  private static final int MOST_BYTES = 14 * 1024;

  private URLClassLoader engine;
  private Object context;
  private Object scope;
  private Method evaluate;

  @BeforeEach
  void start() throws Exception {
    URL[] jar = {ENGINE.toUri().toURL()};
    engine = new URLClassLoader(jar, ClassLoader.getPlatformClassLoader());
    Class<?> type = engine.loadClass("org.mozilla.javascript.Context");
    Class<?> scriptable = engine.loadClass("org.mozilla.javascript.Scriptable");
    context = type.getMethod("enter").invoke(null);
    type.getMethod("setOptimizationLevel", int.class).invoke(context, -1);
    scope = type.getMethod("initStandardObjects").invoke(context);
    evaluate =
        type.getMethod(
            "evaluateString", scriptable, String.class, String.class, int.class, Object.class);
    try (InputStream browser = OldBrowserTest.class.getResourceAsStream("old.js")) {
      byte[] script = Objects.requireNonNull(browser).readAllBytes();
      run(new String(script, StandardCharsets.UTF_8));
    }
    run(Files.readString(CLIENT));
  }

  @AfterEach
  void stop() throws Exception {
    engine.loadClass("org.mozilla.javascript.Context").getMethod("exit").invoke(null);
    engine.close();
  }

  private String run(String script) throws Exception {
    return String.valueOf(evaluate.invoke(context, scope, script, "test", 1, null));
  }

  @Test
  void guestReadsAndPublishes() throws Exception {
    run(
        """
        var got = [];
        var halley = Halley.connect({name: 'Ann'});
        var room = halley.channel('/room/a');
        room.on('message', function(m) { got.push(m.data); });
        settle();
        answer('session', '{"token":"t","user":"ann","name":"Ann","expires":9999999999999}');
        answer('poll', '{"cursor":"c1","messages":[],"hold":25,"delay":0}');
        answer('poll', '{"cursor":"c2","messages":[{"channel":"/room/a","offset":1,"id":"x",'
            + '"from":"bob","time":1,"data":"hello"}],"hold":25,"delay":0}');
        room.publish('mine').then(function(receipt) { return receipt.offset; })
            .then(function(offset) { got.push('sent ' + offset); throw new Error('caught'); })
            ['catch'](function(e) { got.push(e.message); });
        settle();
        var sent = answer('publish', '{"offset":2,"id":"y","time":1}');
        """);
    assertThat(run("got.join()")).isEqualTo("hello,sent 2,caught");
    assertThat(run("sent")).contains("\"data\":\"mine\"");
  }

  @Test
  void clientIsSmall() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip =
        new GZIPOutputStream(bytes) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      gzip.write(Files.readAllBytes(CLIENT));
    }
    assertThat(bytes.size()).isLessThanOrEqualTo(MOST_BYTES);
  }
}
