package dev.halley.containers.shop;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Lets anybody in who says a name: a shop that is only there to be tested. */
public final class LoginServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    request.getSession().setAttribute("user", request.getParameter("user"));
  }
}
