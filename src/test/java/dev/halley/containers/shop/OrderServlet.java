package dev.halley.containers.shop;

import dev.halley.server.Halley;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Takes an order, and tells all who watch. */
public final class OrderServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Halley halley = Halley.in(getServletContext());
    int number = Integer.parseInt(request.getParameter("number"));
    try {
      Halley.Stored stored =
          halley
              .publish("/room/orders", null, "order-" + number, "{\"order\":" + number + "}")
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS);
      response.getWriter().write("stored at " + stored.offset());
    } catch (ExecutionException | TimeoutException e) {
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "come again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "this server stops");
    }
  }
}
