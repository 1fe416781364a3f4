package org.recu.data.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.recu.data.Archive;
import org.recu.data.DataException;
import org.recu.data.catalog.Datasets;
import org.recu.data.cifar.Cifar10;
import org.recu.data.cifar.Cifar100;

final class DownloadTest {
  private static final String NAME = "made-up-binary.tar.gz";
  private static final String FOLDER = "made-up-bin";
  private static final DownloadProgress SILENT = (bytes, total) -> {};

  /** How the server answers one request. */
  private interface Answer {
    void to(HttpExchange exchange, long from) throws IOException;
  }

  @TempDir Path folder;

  private HttpServer server;
  private byte[] packed;
  private byte[] content;

  /** One after the other; when there are none left the server behaves as it should. */
  private final Deque<Answer> answers = new ArrayDeque<>();

  /** First byte that each request asked for. */
  private final List<Long> asked = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    content = new byte[200_000];
    new Random(3).nextBytes(content);
    try (TarGz tar = new TarGz()) {
      packed = tar.folder(FOLDER).file(FOLDER + "/test.bin", content).bytes();
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/" + NAME, this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String range = exchange.getRequestHeaders().getFirst("Range");
      long from = range == null ? 0 : Long.parseLong(range.replaceAll("bytes=(\\d+)-", "$1"));
      asked.add(from);
      Answer answer = answers.isEmpty() ? this::whole : answers.remove();
      answer.to(exchange, from);
    }
  }

  private void whole(HttpExchange exchange, long from) throws IOException {
    rest(exchange, from, packed.length, packed.length);
  }

  /** Sends bytes up to an end, having announced those up to a size. */
  private void rest(HttpExchange exchange, long from, int end, int size) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    if (from > 0) {
      headers.set("Content-Range", "bytes " + from + "-" + (size - 1) + "/" + size);
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, size - from);
    exchange.getResponseBody().write(packed, (int) from, end - (int) from);
  }

  private Answer brokenOffAt(int end) {
    return (exchange, from) -> rest(exchange, from, end, packed.length);
  }

  private static Answer status(int status) {
    return (exchange, from) -> exchange.sendResponseHeaders(status, -1);
  }

  private Archive archive() throws Exception {
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(packed));
    return new Archive(address(), packed.length, sha256, FOLDER, content.length);
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + NAME);
  }

  private Path part() {
    return folder.resolve(NAME + ".part");
  }

  private void assertUnpacked() throws IOException {
    assertThat(folder.resolve(FOLDER).resolve("test.bin")).hasBinaryContent(content);
    assertThat(entries()).containsExactly(FOLDER);
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void run_nothingThere_unpackedAndNothingElseLeft() throws Exception {
    List<Long> progress = new ArrayList<>();
    Path missing = folder.resolve("a").resolve("b");
    Download.Result result =
        new Download(archive(), missing)
            .run(
                (bytes, total) -> {
                  assertThat(total).isEqualTo(packed.length);
                  progress.add(bytes);
                });
    assertThat(result).isEqualTo(new Download.Result(missing.resolve(FOLDER), false));
    assertThat(missing.resolve(FOLDER).resolve("test.bin")).hasBinaryContent(content);
    assertThat(progress).isSorted().startsWith(0L).endsWith((long) packed.length);
    assertThat(asked).containsExactly(0L);
  }

  @Test
  void run_folderThere_leftAloneAndServerNotAsked() throws Exception {
    Path there = Files.createDirectory(folder.resolve(FOLDER));
    Download.Result result = new Download(archive(), folder).run(SILENT);
    assertThat(result).isEqualTo(new Download.Result(there, true));
    assertThat(there).isEmptyDirectory();
    assertThat(asked).isEmpty();
  }

  @Test
  void run_connectionBreaks_goesOnFromThere() throws Exception {
    answers.add(brokenOffAt(70_000));
    answers.add(brokenOffAt(150_000));
    new Download(archive(), folder).run(SILENT);
    assertUnpacked();
    assertThat(asked).hasSize(3);
    assertThat(asked.get(1)).isBetween(1L, 70_000L);
    assertThat(asked.get(2)).isBetween(70_001L, 150_000L);
  }

  @Test
  void run_partOfAnEarlierAttempt_onlyTheRestIsAskedFor() throws Exception {
    Files.write(part(), Arrays.copyOf(packed, 123_456));
    new Download(archive(), folder).run(SILENT);
    assertUnpacked();
    assertThat(asked).containsExactly(123_456L);
  }

  @Test
  void run_completePartOfAnEarlierAttempt_serverNotAsked() throws Exception {
    Files.write(part(), packed);
    new Download(archive(), folder).run(SILENT);
    assertUnpacked();
    assertThat(asked).isEmpty();
  }

  @Test
  void run_partLongerThanTheArchive_fromTheBeginning() throws Exception {
    Files.write(part(), Arrays.copyOf(packed, packed.length + 1));
    new Download(archive(), folder).run(SILENT);
    assertUnpacked();
    assertThat(asked).containsExactly(0L);
  }

  @Test
  void run_serverIgnoresTheRange_fromTheBeginning() throws Exception {
    Files.write(part(), new byte[1000]);
    answers.add((exchange, from) -> whole(exchange, 0));
    new Download(archive(), folder).run(SILENT);
    assertUnpacked();
    assertThat(asked).containsExactly(1000L);
  }

  @Test
  void run_serverRefusesTheRange_fromTheBeginning() throws Exception {
    Files.write(part(), new byte[1000]);
    answers.add(status(416));
    new Download(archive(), folder).run(SILENT);
    assertUnpacked();
    assertThat(asked).containsExactly(1000L, 0L);
  }

  @Test
  void run_serverSendsAnotherRange_fromTheBeginning() throws Exception {
    Files.write(part(), Arrays.copyOf(packed, 1000));
    answers.add((exchange, from) -> rest(exchange, 500, packed.length, packed.length));
    new Download(archive(), folder).run(SILENT);
    assertUnpacked();
    assertThat(asked).containsExactly(1000L, 0L);
  }

  @Test
  @Timeout(30)
  void run_serverStallsInTheBody_failsAndKeepsWhatArrived() throws Exception {
    CountDownLatch tested = new CountDownLatch(1);
    answers.add(
        (exchange, from) -> {
          exchange.sendResponseHeaders(200, packed.length);
          exchange.getResponseBody().write(packed, 0, 70_000);
          exchange.getResponseBody().flush();
          awaitQuietly(tested);
        });
    Archive archive = archive();
    try {
      assertThatThrownBy(() -> new Download(archive, folder, Duration.ofMillis(500)).run(SILENT))
          .isInstanceOf(DataException.class)
          .hasMessage(
              "%s stalled: no data for 0.5 s after 70000 of %d bytes; run the same command again to"
                  + " resume",
              address(), packed.length);
    } finally {
      tested.countDown();
    }
    assertThat(entries()).containsExactly(NAME + ".part");
    new Download(archive, folder).run(SILENT);
    assertThat(asked).containsExactly(0L, 70_000L);
    assertUnpacked();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void run_connectionBringsNothingMore_saysHowFarItCameAndKeepsIt() throws Exception {
    answers.add(brokenOffAt(70_000));
    answers.add((exchange, from) -> rest(exchange, from, (int) from, packed.length));
    Archive archive = archive();
    assertThatThrownBy(() -> new Download(archive, folder).run(SILENT))
        .isInstanceOf(DataException.class)
        .hasMessageMatching(
            "http://.*" + NAME + " broke off after \\d+ of " + packed.length + " bytes.*")
        .hasMessageEndingWith("; run the same command again to resume");
    assertThat(entries()).containsExactly(NAME + ".part");
    assertThat(part()).binaryContent().isEqualTo(Arrays.copyOf(packed, (int) Files.size(part())));
    new Download(archive, folder).run(SILENT);
    assertUnpacked();
  }

  /** So may a connection that breaks at once, before the response is handed over. */
  @Test
  void run_connectionBreaksBeforeItAnswersMore_saysHowFarItCame() throws Exception {
    answers.add(brokenOffAt(70_000));
    answers.add((exchange, from) -> exchange.close());
    answers.add((exchange, from) -> exchange.close());
    assertThatThrownBy(() -> new Download(archive(), folder).run(SILENT))
        .isInstanceOf(DataException.class)
        .hasMessageMatching(
            "http://.*" + NAME + " broke off after \\d+ of " + packed.length + " bytes \\(.*")
        .hasMessageEndingWith("; run the same command again to resume");
    assertThat(entries()).containsExactly(NAME + ".part");
  }

  @Test
  void run_corrupt_refusedAndNothingKept() throws Exception {
    Archive archive = archive();
    packed[1234] ^= 1;
    assertThatThrownBy(() -> new Download(archive, folder).run(SILENT))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            address()
                + ": what arrived is not the expected file and was deleted: expected SHA-256 "
                + archive.sha256()
                + ", found ");
    assertThat(entries()).isEmpty();
  }

  @Test
  void run_serverHasAFileOfAnotherSize_refusedWithBothSizes() throws Exception {
    Archive archive = archive();
    packed = Arrays.copyOf(packed, 1000);
    assertThatThrownBy(() -> new Download(archive, folder).run(SILENT))
        .isInstanceOf(DataException.class)
        .hasMessage(
            address() + ": expected " + archive.size() + " bytes, found 1000 at the server");
    assertThat(entries()).isEmpty();
  }

  @Test
  void run_serverSendsMoreThanTheArchive_refusedAndNothingKept() throws Exception {
    Archive archive = archive();
    packed = Arrays.copyOf(packed, packed.length + 100_000);
    // Length 0 is a body of a length that is not announced.
    answers.add(
        (exchange, from) -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(packed);
        });
    assertThatThrownBy(() -> new Download(archive, folder).run(SILENT))
        .isInstanceOf(DataException.class)
        .hasMessage(address() + ": expected " + archive.size() + " bytes, found more");
    assertThat(entries()).isEmpty();
  }

  @Test
  void run_shorterFileOfUnannouncedLength_ends() throws Exception {
    Archive archive = archive();
    Answer shorter =
        (exchange, from) -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(packed, 0, 1000);
        };
    answers.add(shorter);
    answers.add(status(416));
    answers.add(shorter);
    assertThatThrownBy(() -> new Download(archive, folder).run(SILENT))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("broke off after 1000 of " + packed.length + " bytes");
  }

  @Test
  void run_notFound_saysTheStatus() throws Exception {
    answers.add(status(404));
    Archive archive = archive();
    assertThatThrownBy(() -> new Download(archive, folder).run(SILENT))
        .isInstanceOf(DataException.class)
        .hasMessage(address() + ": the server answered HTTP 404, expected the file");
    assertThat(entries()).isEmpty();
  }

  @Test
  void run_errorWhenResumed_partIsKept() throws Exception {
    Files.write(part(), Arrays.copyOf(packed, 1000));
    answers.add(status(503));
    Archive archive = archive();
    assertThatThrownBy(() -> new Download(archive, folder).run(SILENT))
        .isInstanceOf(DataException.class)
        .hasMessage(address() + ": the server answered HTTP 503, expected the file");
    assertThat(part()).hasSize(1000);
  }

  @Test
  void run_noServer_saysSo() throws Exception {
    Archive archive = archive();
    server.stop(0);
    assertThatThrownBy(() -> new Download(archive, folder).run(SILENT))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(archive.address() + " cannot be reached: ");
  }

  @Test
  void run_notEnoughRoom_saysHowMuchIsNeeded() throws Exception {
    Archive whole = archive();
    Archive huge =
        new Archive(whole.address(), whole.size(), whole.sha256(), FOLDER, Long.MAX_VALUE / 2);
    assertThatThrownBy(() -> new Download(huge, folder).run(SILENT))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("not enough room in " + folder)
        .hasMessageContaining(Long.MAX_VALUE / 2 + packed.length + " bytes");
    assertThat(asked).isEmpty();
  }

  @Test
  void run_dataPathIsAFile_saysSo() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    Archive archive = archive();
    assertThatThrownBy(() -> new Download(archive, file).run(SILENT))
        .isInstanceOf(DataException.class)
        .hasMessage("data path " + file + " cannot be created: not a folder");
  }

  private void assertNotUnpacked(byte[] bytes, String message) throws Exception {
    packed = bytes;
    Archive archive = archive();
    assertThatThrownBy(() -> new Download(archive, folder).run(SILENT))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(part().toString())
        .hasMessageContaining(message);
    assertThat(entries()).containsExactly(NAME + ".part");
    Files.delete(part());
  }

  @Test
  void run_archiveReachesOutOfItsFolder_refusedAndNothingWritten() throws Exception {
    Path data = folder;
    folder = Files.createDirectory(data.resolve("data"));
    for (String name : List.of("../evil", FOLDER + "/../../evil", "/evil", "other/evil")) {
      try (TarGz tar = new TarGz()) {
        assertNotUnpacked(tar.file(name, new byte[1]).bytes(), "which is outside of " + FOLDER);
      }
      assertThat(data.resolve("evil")).doesNotExist();
      assertThat(folder.resolve("evil")).doesNotExist();
    }
  }

  @Test
  void run_archiveHoldsALink_refused() throws Exception {
    try (TarGz tar = new TarGz()) {
      assertNotUnpacked(
          tar.folder(FOLDER).link(FOLDER + "/link", "/").bytes(),
          "holds " + FOLDER + "/link, which is neither a file nor a folder");
    }
  }

  @Test
  void run_archiveIsEmptyOrNone_refused() throws Exception {
    try (TarGz tar = new TarGz()) {
      assertNotUnpacked(tar.bytes(), "holds no folder " + FOLDER);
    }
    assertNotUnpacked(new byte[] {1, 2, 3}, "cannot be unpacked into");
  }

  @Test
  void downloads_knownSets_officialArchives() {
    assertThat(Datasets.downloadable()).containsExactly("cifar10", "cifar100");
    assertThat(Datasets.archive("cifar10").fileName()).isEqualTo("cifar-10-binary.tar.gz");
    assertThat(Datasets.archive("cifar10").size()).isEqualTo(170_052_171);
    assertThat(Datasets.archive("cifar100").fileName()).isEqualTo("cifar-100-binary.tar.gz");
    assertThat(Datasets.archive("cifar100").size()).isEqualTo(168_513_733);
    for (String name : Datasets.downloadable()) {
      assertThat(Datasets.archive(name).sha256()).matches("[0-9a-f]{64}");
    }
    assertThatThrownBy(() -> Datasets.archive("shapes"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dataset (shapes) must be one of cifar10, cifar100");
  }

  /** What is downloaded is where the set is looked for. */
  @Test
  void downloads_folders_areThoseOfTheSets() {
    assertThat(Datasets.archive("cifar10").folder()).isEqualTo(Cifar10.versions().get(0).folder());
    assertThat(Datasets.archive("cifar100").folder())
        .isEqualTo(Cifar100.versions().get(0).folder());
  }

  private Answer redirect(String place) {
    return (exchange, from) -> {
      exchange.getResponseHeaders().set("Location", place);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  @Test
  void run_redirectWithinTheServer_isFollowed() throws Exception {
    answers.add(redirect("/" + NAME + "?mirror"));
    answers.add(redirect(address().toString()));
    new Download(archive(), folder).run(SILENT);
    assertUnpacked();
  }

  @Test
  void run_redirectToElsewhere_isRefused() throws Exception {
    Archive archive = archive();
    for (String place :
        List.of(
            "https://example.org/a.tar.gz",
            "http://localhost:" + server.getAddress().getPort() + "/" + NAME,
            "http://127.0.0.1:1/" + NAME)) {
      answers.add(redirect(place));
      assertThatThrownBy(() -> new Download(archive, folder).run(SILENT))
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith(archive.address() + " redirects to ")
          .hasMessageEndingWith(", expected an address at the same server");
    }
    for (String place : List.of("", "not an address", "file:/etc/passwd")) {
      answers.add(redirect(place));
      assertThatThrownBy(() -> new Download(archive, folder).run(SILENT))
          .isInstanceOf(DataException.class)
          .hasMessage(archive.address() + " redirects to something that is no address");
    }
    assertThat(entries()).isEmpty();
  }

  @Test
  void run_redirectWithoutEnd_isRefused() throws Exception {
    for (int i = 0; i < 6; i++) {
      answers.add(redirect(address().toString()));
    }
    Archive archive = archive();
    assertThatThrownBy(() -> new Download(archive, folder).run(SILENT))
        .isInstanceOf(DataException.class)
        .hasMessage(archive.address() + ": the server redirected 6 times");
  }

  @Test
  void require_addresses_onlyHttpsOfTheSameServer() throws Exception {
    TrustedAddress trusted = new TrustedAddress(URI.create("https://example.org/a"));
    trusted.require(URI.create("https://EXAMPLE.org/b"));
    for (String address :
        List.of(
            "http://example.org/a",
            "ftp://example.org/a",
            "https://example.org.evil.net/a",
            "https://example.org:444/a",
            "https://user@example.org/a")) {
      assertThatThrownBy(() -> trusted.require(URI.create(address)))
          .isInstanceOf(DataException.class);
    }
    for (String name : Datasets.downloadable()) {
      URI address = Datasets.archive(name).address();
      new TrustedAddress(address).require(address);
      assertThat(address).hasScheme("https");
    }
  }

  @Test
  void run_contentRangeBeyondAnyNumber_fromTheBeginning() throws Exception {
    Files.write(part(), Arrays.copyOf(packed, 1000));
    answers.add(
        (exchange, from) -> {
          exchange
              .getResponseHeaders()
              .set("Content-Range", "bytes 99999999999999999999-99999999999999999999/5");
          exchange.sendResponseHeaders(206, -1);
        });
    new Download(archive(), folder).run(SILENT);
    assertUnpacked();
    assertThat(asked).containsExactly(1000L, 0L);
  }

  @Test
  void run_archiveUnpacksToFarMoreThanExpected_refused() throws Exception {
    try (TarGz tar = new TarGz()) {
      packed = tar.folder(FOLDER).file(FOLDER + "/zeros", new byte[3 << 20]).bytes();
    }
    Archive archive = archive();
    assertThatThrownBy(() -> new Download(archive, folder).run(SILENT))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "%s holds %s/zeros, with which it would unpack to more than the 200000 bytes expected",
            part(), FOLDER);
    assertThat(entries()).containsExactly(NAME + ".part");
  }
}
