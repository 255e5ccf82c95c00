package dev.halley.containers.launch;

import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.handlers.PathHandler;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.server.handlers.resource.ResourceManager;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ListenerInfo;
import io.undertow.servlet.api.ServletContainer;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URLClassLoader;
import java.util.EventListener;
import org.jspecify.annotations.Nullable;

/** The web application in Undertow, which reads no web.xml: the listener is named here. */
final class UndertowApplication {

  private static final String NAME = "halley";
  private static final String LISTENER = "dev.halley.server.HalleyListener";

  private final ServletContainer container = ServletContainer.Factory.newInstance();
  private final PathHandler paths;
  private final String contextPath;
  // Let go at the end, or the classes of the web application would stay.
  private @Nullable URLClassLoader classes;

  private UndertowApplication(PathHandler paths, String contextPath, URLClassLoader classes) {
    this.paths = paths;
    this.contextPath = contextPath;
    this.classes = classes;
  }

  static UndertowApplication deploy(ExplodedWar war, PathHandler paths, String contextPath)
      throws Exception {
    URLClassLoader classes = war.classLoader();
    UndertowApplication application = new UndertowApplication(paths, contextPath, classes);
    DeploymentInfo info = deployment(war, classes).setContextPath(contextPath);
    DeploymentManager manager = application.container.addDeployment(info);
    manager.deploy();
    paths.addPrefixPath(contextPath, manager.start());
    return application;
  }

  private static DeploymentInfo deployment(ExplodedWar war, ClassLoader classes)
      throws ClassNotFoundException {
    return Servlets.deployment()
        .setDeploymentName(NAME)
        .setClassLoader(classes)
        .setResourceManager(files(war))
        .addWelcomePage("index.html")
        .addListener(new ListenerInfo(classes.loadClass(LISTENER).asSubclass(EventListener.class)))
        .addServletContextAttribute(
            WebSocketDeploymentInfo.ATTRIBUTE_NAME,
            new WebSocketDeploymentInfo().setBuffers(new DefaultByteBufferPool(true, 16 * 1024)));
  }

  private static ResourceManager files(ExplodedWar war) {
    // Its watcher of changed files is a thread that would hold on to the web application for ever.
    return PathResourceManager.builder()
        .setBase(war.root())
        .setAllowResourceChangeListeners(false)
        .build();
  }

  /** Stops the web application; the server goes on and answers 404. A second time does nothing. */
  synchronized void undeploy() throws ServletException, IOException {
    URLClassLoader loader = classes;
    if (loader == null) {
      return;
    }
    classes = null;
    DeploymentManager manager = container.getDeployment(NAME);
    DeploymentInfo info = manager.getDeployment().getDeploymentInfo();
    manager.stop();
    paths.removePrefixPath(contextPath);
    manager.undeploy();
    container.removeDeployment(info);
    loader.close();
  }
}
