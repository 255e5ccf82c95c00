import com.gargoylesoftware.htmlunit.BrowserVersion;
import com.gargoylesoftware.htmlunit.WebClient;
import com.gargoylesoftware.htmlunit.html.HtmlPage;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A browser of old behind a pipe, run from this source by whichever HtmlUnit is on the class path: a
 * line "open URL" loads a page, "run SCRIPT" runs a script in it, and each is answered by one line, "=
 * RESULT" or "! WHAT WENT WRONG". What stands behind the first word is percent-encoded.
 */
public final class OldBrowser {

  private final WebClient client;
  private HtmlPage page;

  private OldBrowser(String version) throws ReflectiveOperationException {
    client = new WebClient((BrowserVersion) BrowserVersion.class.getField(version).get(null));
    client.getOptions().setThrowExceptionOnFailingStatusCode(false);
    for (Method option : client.getOptions().getClass().getMethods()) {
      // Only newer ones have sockets, and these fail on leaving a page whose socket did not open.
      if (option.getName().equals("setWebSocketEnabled")) {
        option.invoke(client.getOptions(), false);
      }
    }
  }

  /** The argument is a constant of BrowserVersion. */
  public static void main(String[] arguments) throws Exception {
    OldBrowser browser = new OldBrowser(arguments[0]);
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      String[] parts = order.split(" ", 2);
      String answer;
      try {
        answer = "= " + encoded(browser.obey(parts[0], URLDecoder.decode(parts[1], "UTF-8")));
      } catch (Exception e) {
        answer = "! " + encoded(String.valueOf(e));
      }
      System.out.println(answer);
      System.out.flush();
    }
    Runtime.getRuntime().halt(0);
  }

  private String obey(String verb, String what) throws Exception {
    if (verb.equals("open")) {
      page = client.getPage(what);
    }
    // A script may have led to another page.
    page = (HtmlPage) client.getCurrentWindow().getEnclosedPage();
    return verb.equals("open")
        ? page.getUrl().toString()
        : String.valueOf(page.executeJavaScript(what).getJavaScriptResult());
  }

  private static String encoded(String text) throws Exception {
    return URLEncoder.encode(text, "UTF-8");
  }
}
