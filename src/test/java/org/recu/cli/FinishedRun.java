package org.recu.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.recu.lowering.SumsBy;

/**
 * A small run that was never stopped. It is trained once a test process for all test classes, which
 * must not change its files.
 *
 * @param program the program's output
 * @param run its files
 */
record FinishedRun(Program program, SmallRun run) {

  /** Passes the run to a test. */
  static final class Once implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == FinishedRun.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      // Surefire hands a process its classes one by one, each as a test plan with a root of its
      // own.
      return context
          .getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.GLOBAL)
          .computeIfAbsent(Held.class, key -> new Held(), Held.class)
          .finished;
    }
  }

  /** Keeps the run's folder on disk while tests run. */
  private static final class Held implements AutoCloseable {

    private final Path results;
    private final FinishedRun finished;

    Held() {
      try {
        results = Files.createTempDirectory("recu-finished");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      SmallRun run = new SmallRun(results.resolve("finished"));
      // By counting, whatever the class that asks first trains by.
      String before = System.setProperty(SumsBy.PROPERTY, SumsBy.COUNT.word());
      try {
        finished = new FinishedRun(Program.run(run.begin("--log_steps")), run);
      } finally {
        ByConvolution.restore(before);
      }
    }

    @Override
    public void close() throws IOException {
      Folders.delete(results);
    }
  }
}
