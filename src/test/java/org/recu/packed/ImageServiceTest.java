package org.recu.packed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.packed.proto.NetworkMessage;

/**
 * The example of docs/examples, compiled and run by a JVM that has nothing but what is in the
 * runtime jar, and protobuf.
 */
final class ImageServiceTest {

  private static final long GREATEST_JAR = 300_000;

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  /** What pom.xml puts into the jar with the classifier {@code runtime}. */
  private Path runtimeJar() throws IOException, URISyntaxException {
    Path classes =
        Path.of(PackedModel.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path jar = folder.resolve("runtime.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      List<PathMatcher> included =
          includes().map(glob -> classes.getFileSystem().getPathMatcher("glob:" + glob)).toList();
      files
          .filter(Files::isRegularFile)
          .filter(
              file -> included.stream().anyMatch(glob -> glob.matches(classes.relativize(file))))
          .forEach(file -> add(out, classes, file));
    }
    return jar;
  }

  /** The patterns of the execution {@code runtime}. */
  private static Stream<String> includes() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    int execution = pom.indexOf("<id>runtime</id>");
    String part = pom.substring(execution, pom.indexOf("</execution>", execution));
    return Pattern.compile("<include>(.*?)</include>")
        .matcher(part)
        .results()
        .map(found -> found.group(1));
  }

  private static void add(JarOutputStream out, Path classes, Path file) {
    try {
      out.putNextEntry(
          new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
      Files.copy(file, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void service_answersPostedImages_withNothingButTheRuntimeJarAndProtobuf() throws Exception {
    NetworkMessage network =
        SmallNetworks.twoShortcuts(16, 0).toBuilder()
            .addAllClassNames(List.of("ant", "bee", "cat", "dog", "elk"))
            .build();
    Path file = folder.resolve("model.recu");
    Files.write(file, PackedFiles.of(network.toByteString()));
    Path jar = runtimeJar();
    assertThat(jar).satisfies(path -> assertThat(Files.size(path)).isLessThan(GREATEST_JAR));
    Path protobuf =
        Path.of(MessageLite.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                jar + File.pathSeparator + protobuf,
                Path.of("docs", "examples", "ImageService.java").toString(),
                file.toString(),
                "0")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader(UTF_8)) {
      URI address = URI.create(out.readLine());
      BufferedImage image = new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB);
      image.setRGB(9, 5, 0x80ff40);
      byte[] png = png(image);
      String answer = "200 " + expected(file, image);
      assertThat(post(address, png)).isEqualTo(answer);
      assertThat(post(address, new byte[] {1, 2, 3})).startsWith("415 expected an image: JPEG");
      assertThat(post(address, Arrays.copyOf(png, png.length / 2))).startsWith("415 ");
      assertThat(post(address, withSize(png, 1 << 15))).startsWith("415 ");
      assertThat(post(address, new byte[(16 << 20) + 1]))
          .isEqualTo("413 expected at most 16777216 bytes\n");
      assertThat(send(HttpRequest.newBuilder(address).GET()))
          .isEqualTo("405 expected POST with an image\n");
      leaveEarly(address);
      assertThat(post(address, png)).isEqualTo(answer);
    } finally {
      process.destroy();
    }
  }

  /** A PNG that says that it has so many rows and columns. */
  private static byte[] withSize(byte[] png, int size) {
    byte[] changed = png.clone();
    ByteBuffer.wrap(changed).putInt(16, size).putInt(20, size);
    CRC32 checksum = new CRC32();
    checksum.update(changed, 12, 17);
    ByteBuffer.wrap(changed).putInt(29, (int) checksum.getValue());
    return changed;
  }

  /** More clients than the service has threads go away in the middle of an image. */
  private static void leaveEarly(URI address) throws IOException {
    for (int i = 0; i < 9 * Runtime.getRuntime().availableProcessors(); i++) {
      try (Socket socket = new Socket(address.getHost(), address.getPort())) {
        socket
            .getOutputStream()
            .write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\n\r\nPNG".getBytes(UTF_8));
      }
    }
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  private static String expected(Path file, BufferedImage image) throws IOException {
    StringBuilder lines = new StringBuilder();
    try (PackedModel model = PackedModel.load(file)) {
      for (Prediction prediction : model.predict(image, 5)) {
        lines.append(
            String.format(
                Locale.ROOT, "%.4f %s%n", prediction.probability(), prediction.className()));
      }
    }
    return lines.toString();
  }

  private String post(URI address, byte[] body) throws Exception {
    return send(HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  private String send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
    return response.statusCode() + " " + response.body();
  }
}
