package dev.halley.transport;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Sets the headers of the pages, scripts and styles that the container itself serves. */
public final class PageFilter implements Filter {

  private final SafeHeaders headers;

  /** A filter that sets these. */
  public PageFilter(SafeHeaders headers) {
    this.headers = headers;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    headers.ofPage((HttpServletRequest) request, (HttpServletResponse) response);
    chain.doFilter(request, response);
  }
}
