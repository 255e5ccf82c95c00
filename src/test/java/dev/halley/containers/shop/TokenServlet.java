package dev.halley.containers.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** Gives whom the shop's own login knows a token for Halley. */
public final class TokenServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Duration LIFE = Duration.ofMinutes(15);

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    // The login of this shop: whoever has a session of it. It stands for one with a password.
    String user = (String) request.getSession().getAttribute("user");
    if (user == null) {
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("text/plain");
    response.setCharacterEncoding("UTF-8");
    response.getWriter().write(token(user));
  }

  private String token(String user) throws IOException, ServletException {
    Path file = Path.of(System.getProperty("halley.data"), "login.secret");
    String secret = Files.readString(file, UTF_8).strip();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader(JWSAlgorithm.HS256),
            new JWTClaimsSet.Builder()
                .issuer("shop")
                .audience("chat")
                .subject(user)
                .expirationTime(Date.from(Instant.now().plus(LIFE)))
                .build());
    try {
      token.sign(new MACSigner(secret));
    } catch (JOSEException e) {
      throw new ServletException(e);
    }
    return token.serialize();
  }
}
