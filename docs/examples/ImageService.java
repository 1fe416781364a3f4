import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.recu.packed.PackedModel;
import org.recu.packed.Prediction;

/**
 * Classifies the images that are posted to it: curl --data-binary @cat.jpg http://localhost:8080
 */
public final class ImageService {

  private static final int GREATEST_IMAGE = 16 << 20;
  private static final int CLASSES = 5;

  /** Arguments: the packed file, and the port; 0 for any that is free. */
  public static void main(String[] args) throws IOException {
    PackedModel model = PackedModel.load(Path.of(args[0]));
    HttpServer server =
        HttpServer.create(new InetSocketAddress("localhost", Integer.parseInt(args[1])), 0);
    // One model serves all threads.
    server.setExecutor(Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors()));
    server.createContext("/", exchange -> answer(model, exchange));
    server.start();
    System.out.println("http://localhost:" + server.getAddress().getPort());
  }

  private static void answer(PackedModel model, HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(GREATEST_IMAGE + 1);
      if (!exchange.getRequestMethod().equals("POST")) {
        send(exchange, 405, "expected POST with an image\n");
      } else if (body.length > GREATEST_IMAGE) {
        send(exchange, 413, "expected at most %d bytes\n".formatted(GREATEST_IMAGE));
      } else {
        classify(model, exchange, body);
      }
    }
  }

  private static void classify(PackedModel model, HttpExchange exchange, byte[] body)
      throws IOException {
    Optional<BufferedImage> image;
    try {
      image = PackedModel.image(body);
    } catch (IOException e) {
      image = Optional.empty();
    }
    if (image.isEmpty()) {
      send(exchange, 415, "expected an image: JPEG, PNG, GIF, BMP or TIFF\n");
      return;
    }
    StringBuilder answer = new StringBuilder();
    for (Prediction prediction : model.predict(image.get(), CLASSES)) {
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
