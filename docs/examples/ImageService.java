import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.recu.packed.PackedModel;
import org.recu.packed.Prediction;

/**
 * Classifies the images that are posted to it: curl --data-binary @cat.jpg http://localhost:8080
 */
public final class ImageService {

  private static final int GREATEST_FILE = 16 << 20;
  private static final int CLASSES = 5;
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final PackedModel model;

  /** As many images at a time as there are processors: more would need memory, and be no faster. */
  private final Semaphore turns = new Semaphore(PROCESSORS);

  private ImageService(PackedModel model) {
    this.model = model;
  }

  /** Arguments: the packed file, and the port; 0 for any that is free. */
  public static void main(String[] args) throws IOException {
    // Seconds that a client may take to send its image.
    System.setProperty("sun.net.httpserver.maxReqTime", "30");
    // Otherwise each answer of Java 17's server waits 40 ms for the client to acknowledge its header.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    ImageService service = new ImageService(PackedModel.load(Path.of(args[0])));
    HttpServer server =
        HttpServer.create(new InetSocketAddress("localhost", Integer.parseInt(args[1])), 0);
    // More threads than processors, so that slow clients do not keep others waiting.
    server.setExecutor(Executors.newFixedThreadPool(8 * PROCESSORS));
    server.createContext("/", service::answer);
    server.start();
    System.out.println("http://localhost:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(GREATEST_FILE + 1);
      // A client listens once it has sent everything.
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      if (!exchange.getRequestMethod().equals("POST")) {
        send(exchange, 405, "expected POST with an image\n");
      } else if (body.length > GREATEST_FILE) {
        send(exchange, 413, "expected at most %d bytes\n".formatted(GREATEST_FILE));
      } else {
        classify(exchange, body);
      }
    }
  }

  private void classify(HttpExchange exchange, byte[] body) throws IOException {
    List<Prediction> best;
    turns.acquireUninterruptibly();
    try {
      Optional<BufferedImage> image = PackedModel.image(body);
      best = image.isPresent() ? model.predict(image.get(), CLASSES) : List.of();
    } catch (IOException e) {
      best = List.of();
    } finally {
      turns.release();
    }
    if (best.isEmpty()) {
      send(exchange, 415, "expected an image: JPEG, PNG, GIF, BMP or TIFF\n");
      return;
    }
    StringBuilder answer = new StringBuilder();
    for (Prediction prediction : best) {
      answer.append(
          String.format(
              Locale.ROOT, "%.4f %s%n", prediction.probability(), prediction.className()));
    }
    send(exchange, 200, answer.toString());
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
