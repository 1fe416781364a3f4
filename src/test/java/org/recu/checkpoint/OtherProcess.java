package org.recu.checkpoint;

import com.google.protobuf.Message;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a class of this package in another JVM, for tests that need a separate process. */
public final class OtherProcess {

  private OtherProcess() {}

  /** Starts the class's main method; its standard error goes to this process's. */
  public static Process start(Class<?> main, String... arguments) throws IOException {
    String classPath =
        Stream.of(main, Checkpoint.class, Message.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
            .map(location -> new File(location.getPath()).getPath())
            .distinct()
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
