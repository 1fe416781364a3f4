package org.recu.cluster;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Confines a listening socket of this process to the loopback interface. TensorFlow's server
 * listens on every interface and cannot be told otherwise, so the kernel is: {@code
 * SO_BINDTODEVICE} makes it drop what arrives by another one.
 */
final class ListeningSocket {

  private static final Path PROCESS = Path.of("/proc/self");
  private static final int SOL_SOCKET = 1;
  private static final int SO_BINDTODEVICE = 25;

  /** State of a listening socket in {@code /proc/net/tcp}. */
  private static final String LISTENING = "0A";

  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private ListeningSocket() {}

  /**
   * Confines the sockets that listen on a port.
   *
   * @return whether that was possible; only Linux can
   */
  static boolean confineToLoopback(int port) {
    if (!Platform.isLinux()) {
      return false;
    }
    try {
      List<String> inodes = new ArrayList<>();
      for (String table : List.of("net/tcp", "net/tcp6")) {
        inodes.addAll(listening(Files.readAllLines(PROCESS.resolve(table)), port));
      }
      List<Integer> sockets = descriptors(inodes);
      boolean all = !sockets.isEmpty();
      byte[] device = "lo".getBytes(StandardCharsets.US_ASCII);
      for (int socket : sockets) {
        all &=
            NativeLibrary.getInstance(Platform.C_LIBRARY_NAME)
                    .getFunction("setsockopt")
                    .invokeInt(
                        new Object[] {socket, SOL_SOCKET, SO_BINDTODEVICE, device, device.length})
                == 0;
      }
      return all;
    } catch (IOException | UnsatisfiedLinkError e) {
      return false;
    }
  }

  /** Inodes of the sockets that listen on a port, of the lines of {@code /proc/net/tcp}. */
  static List<String> listening(List<String> table, int port) {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    return table.stream()
        .map(line -> line.trim().split("\\s+", -1))
        .filter(words -> words.length > INODE)
        .filter(words -> words[LOCAL_ADDRESS].endsWith(suffix) && words[STATE].equals(LISTENING))
        .map(words -> words[INODE])
        .toList();
  }

  private static List<Integer> descriptors(List<String> inodes) throws IOException {
    List<Integer> found = new ArrayList<>();
    try (Stream<Path> descriptors = Files.list(PROCESS.resolve("fd"))) {
      for (Path descriptor : descriptors.toList()) {
        String target = target(descriptor);
        if (inodes.stream().anyMatch(inode -> target.equals("socket:[" + inode + "]"))) {
          found.add(Integer.valueOf(descriptor.getFileName().toString()));
        }
      }
    }
    return found;
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      // Closed since it was listed.
      return "";
    }
  }
}
