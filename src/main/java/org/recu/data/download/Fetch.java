package org.recu.data.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recu.data.Archive;
import org.recu.data.DataException;

/**
 * Fetches the missing part of an archive over HTTP. When the connection breaks, it resumes, as long
 * as every attempt makes progress.
 *
 * @param archive to fetch
 * @param part destination
 * @param progress is notified of every chunk received
 * @param idleTimeout how long the server may send nothing
 */
record Fetch(Archive archive, PartFile part, DownloadProgress progress, Duration idleTimeout) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-\\d+/(\\d+|\\*)");

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int MOST_REDIRECTS = 5;

  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  /**
   * Fetches until the archive is complete.
   *
   * @throws DataException if the address is not one of https, if the server refuses, redirects to
   *     elsewhere, cannot be reached, has a file of another size, stalls, or an attempt makes no
   *     progress; the bytes received are kept
   */
  void run() throws IOException {
    new TrustedAddress(archive.address()).require(archive.address());
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            // Followed below, if they stay at the server.
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    long have = part.size();
    progress.at(have, archive.size());
    while (have < archive.size()) {
      PartFile.ArrivalException broken = attempt(client, have);
      long before = have;
      have = part.size();
      if (have < archive.size() && have <= before) {
        throw brokenOff(have, broken);
      }
    }
  }

  /** Makes one attempt; returns how the connection broke, or null if it did not. */
  private PartFile.ArrivalException attempt(HttpClient client, long have) throws IOException {
    HttpResponse<InputStream> response = send(client, have);
    long from = have;
    if (have > 0 && startsElsewhere(response, have)) {
      response.body().close();
      part.drop();
      from = 0;
      response = send(client, 0);
    }
    try (InputStream body = new TimedInput(response.body(), idleTimeout)) {
      if (response.statusCode() == OK) {
        from = 0;
      } else if (response.statusCode() != PARTIAL_CONTENT || from == 0) {
        throw wrong("the server answered HTTP " + response.statusCode() + ", expected the file");
      }
      checkLength(response, from);
      part.append(body, from, progress);
      return null;
    } catch (PartFile.ArrivalException e) {
      if (e.getCause() instanceof TimedInput.StalledException) {
        throw stalled(e);
      }
      return e;
    }
  }

  /** Asks for the file, also where redirects within the server lead to. */
  private HttpResponse<InputStream> send(HttpClient client, long from) throws IOException {
    URI address = archive.address();
    for (int i = 0; i <= MOST_REDIRECTS; i++) {
      HttpResponse<InputStream> response = send(client, address, from);
      if (!REDIRECTS.contains(response.statusCode())) {
        return response;
      }
      response.body().close();
      String place = response.headers().firstValue("Location").orElse("");
      address = new TrustedAddress(archive.address()).redirected(address, place);
    }
    throw wrong("the server redirected %d times".formatted(MOST_REDIRECTS + 1));
  }

  private HttpResponse<InputStream> send(HttpClient client, URI address, long from)
      throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(PATIENCE);
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
    }
    try {
      return client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (ConnectException | HttpTimeoutException e) {
      throw unreachable(e);
    } catch (IOException e) {
      // A connection that ends early may fail before its response is handed over.
      throw from > 0 ? brokenOff(from, e) : unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted =
          new InterruptedIOException("interrupted while downloading " + archive.address());
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  private DataException unreachable(IOException e) {
    return new DataException(archive.address() + " cannot be reached: " + message(e), e);
  }

  /** The connection ended without bringing more; {@code cause} may be null. */
  private DataException brokenOff(long have, IOException cause) {
    return new DataException(
        "%s broke off after %d of %d bytes%s; run the same command again to resume"
            .formatted(
                archive.address(),
                have,
                archive.size(),
                cause == null ? "" : " (" + message(cause) + ")"),
        cause);
  }

  private static String message(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** Whether the response to a range request does not start where the partial file ends. */
  private static boolean startsElsewhere(HttpResponse<?> response, long from) {
    if (response.statusCode() == PARTIAL_CONTENT) {
      Matcher range = contentRange(response);
      return !range.matches() || Long.parseLong(range.group(1)) != from;
    }
    return response.statusCode() == RANGE_NOT_SATISFIABLE;
  }

  private static Matcher contentRange(HttpResponse<?> response) {
    return CONTENT_RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
  }

  private void checkLength(HttpResponse<?> response, long from) throws DataException {
    long rest = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    if (rest >= 0 && from + rest != archive.size()) {
      throw wrong(
          "expected " + archive.size() + " bytes, found " + (from + rest) + " at the server");
    }
  }

  private DataException stalled(IOException e) throws IOException {
    String seconds =
        BigDecimal.valueOf(idleTimeout.toMillis(), 3).stripTrailingZeros().toPlainString();
    return new DataException(
        "%s stalled: no data for %s s after %d of %d bytes; run the same command again to resume"
            .formatted(archive.address(), seconds, part.size(), archive.size()),
        e);
  }

  private DataException wrong(String what) {
    return new DataException(archive.address() + ": " + what);
  }
}
