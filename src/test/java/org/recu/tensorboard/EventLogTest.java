package org.recu.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.tensorboard.WrittenEvents.Point;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.HistogramProto;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.Summary;

final class EventLogTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T14:05:09.250Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  /** The expected values were computed by TensorBoard's own record reader. */
  @Test
  void record_ofAKnownEvent_hasTensorFlowsBytes() {
    Event event = Event.newBuilder().setWallTime(1.5).setFileVersion("brain.Event:2").build();
    byte[] bytes = new byte[40];
    EventRecord.of(event).get(bytes);
    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo(
            "1800000000000000a37f4b2209000000000000f83f1a0d627261696e2e4576656e743a322a28646c");
  }

  @Test
  void points_areReadBeforeTheFileIsClosed() throws IOException {
    try (EventLog log = new EventLog(folder, CLOCK)) {
      assertThat(folder).isEmptyDirectory();
      log.epoch(0, Map.of("epoch/train_loss", 2.25));
      log.step(7, Map.of("loss", 0.1));
      WrittenEvents events = WrittenEvents.in(folder);
      assertThat(events.points("epoch/train_loss")).containsExactly(new Point(0, 2.25f));
      assertThat(events.points("step/loss")).containsExactly(new Point(7, 0.1f));
      assertThat(events.events())
          .extracting(Event::getWallTime)
          .containsOnly(CLOCK.millis() / 1000.0);
    }
    assertThat(WrittenEvents.files(folder))
        .containsExactly(folder.resolve("events.out.tfevents.1795442709.recu"));
  }

  @Test
  void histograms_haveEveryNumberInOneBin() throws IOException {
    Histogram histogram = new Histogram(-1, 3, 4.5, 20, List.of(2, 0, 5, 1));
    try (EventLog log = new EventLog(folder, CLOCK)) {
      log.histograms(3, Map.of("latent_weights/conv", histogram));
    }
    WrittenEvents.Value value = WrittenEvents.in(folder).values("latent_weights/conv").get(0);
    assertThat(value.step()).isEqualTo(3);
    HistogramProto message = value.value().getHisto();
    assertThat(message.getMin()).isEqualTo(-1);
    assertThat(message.getMax()).isEqualTo(3);
    assertThat(message.getNum()).isEqualTo(8);
    assertThat(message.getSum()).isEqualTo(4.5);
    assertThat(message.getSumSquares()).isEqualTo(20);
    assertThat(message.getBucketLimitList()).containsExactly(0.0, 1.0, 2.0, 3.0);
    assertThat(message.getBucketList()).containsExactly(2.0, 0.0, 5.0, 1.0);
  }

  @Test
  void picture_isAPngOfItsSize() throws IOException {
    byte[] pixels = new byte[3 * 4 * 4 * 11];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    try (EventLog log = new EventLog(folder, CLOCK)) {
      log.picture(2, "pictures", ImageSheet.of(pixels, 11, 4));
    }
    Summary.Image image =
        WrittenEvents.in(folder).values("step/pictures").get(0).value().getImage();
    assertThat(image.getWidth()).isEqualTo(8 * 6 - 2);
    assertThat(image.getHeight()).isEqualTo(2 * 6 - 2);
    var sheet = ImageIO.read(new ByteArrayInputStream(image.getEncodedImageString().toByteArray()));
    assertThat(sheet.getWidth()).isEqualTo(image.getWidth());
    // The tenth image is the second in the second row; this is its pixel in row 3, column 1.
    int at = 9 * 48 + (3 * 4 + 1) * 3;
    assertThat(sheet.getRGB(6 + 1, 6 + 3) & 0xffffff)
        .isEqualTo(((at & 0xff) << 16) | (((at + 1) & 0xff) << 8) | ((at + 2) & 0xff));
    assertThat(sheet.getRGB(4, 0) & 0xffffff).as("between two pictures").isZero();
  }

  @Test
  void capacity_largePictures_areFewer() {
    assertThat(ImageSheet.capacity(32)).isEqualTo(64);
    assertThat(ImageSheet.capacity(224)).isEqualTo(16);
    assertThat(ImageSheet.capacity(2000)).isEqualTo(1);
  }

  @Test
  void keepBefore_anEpochAndAStep_cutsWhatFollowsInEveryFile() throws IOException {
    writeRun(0, 4);
    Path first = WrittenEvents.files(folder).get(0);
    Clock later = Clock.offset(CLOCK, Duration.ofSeconds(60));
    try (EventLog log = new EventLog(folder, later)) {
      log.epoch(4, Map.of("epoch/lr", 4.0));
    }
    assertThat(WrittenEvents.files(folder)).hasSize(2);

    assertThat(EventLog.keepBefore(folder, 2, 25)).isTrue();
    assertThat(WrittenEvents.files(folder)).containsExactly(first);
    WrittenEvents kept = WrittenEvents.in(folder);
    assertThat(kept.steps())
        .isEqualTo(
            Map.of(
                "epoch/lr", List.of(0L, 1L),
                "step/loss", List.of(4L, 9L, 14L, 19L, 24L)));
    assertThat(kept.graphs()).isEqualTo(1);

    writeRun(2, 4);
    List<Path> files = WrittenEvents.files(folder);
    assertThat(files).hasSize(2).first().isEqualTo(first);
    assertThat(WrittenEvents.in(folder).points("epoch/lr"))
        .containsExactly(new Point(0, 0), new Point(1, 1), new Point(2, 2), new Point(3, 3));
  }

  @Test
  void keepBefore_theBeginning_keepsTheGraphAlone() throws IOException {
    writeRun(0, 2);
    assertThat(EventLog.keepBefore(folder, 0, 0)).isTrue();
    assertThat(WrittenEvents.in(folder).events()).hasSize(1).allMatch(Event::hasGraphDef);
  }

  @Test
  void keepBefore_noEventFiles_changesNothing() throws IOException {
    Path other = Files.writeString(folder.resolve("events.out.tfevents.mine"), "mine");
    assertThat(EventLog.keepBefore(folder, 0, 0)).isFalse();
    assertThat(other).hasContent("mine");
  }

  /** A kill leaves an incomplete record, and a power failure may leave zeros. */
  @Test
  void keepBefore_tornAtAnyByte_keepsEveryWholeEvent() throws IOException {
    writeRun(0, 1);
    Path file = WrittenEvents.files(folder).get(0);
    byte[] whole = Files.readAllBytes(file);
    int last = lastRecord(whole);
    List<Event> before = WrittenEvents.in(folder).events();
    for (int size = last; size < whole.length; size++) {
      Files.write(file, Arrays.copyOf(whole, size));
      EventLog.keepBefore(folder, 9, 99);
      assertThat(Files.size(file)).isEqualTo(last);
      Files.write(file, Arrays.copyOf(Arrays.copyOf(whole, size), whole.length + 30));
      EventLog.keepBefore(folder, 9, 99);
      assertThat(Files.size(file)).isEqualTo(last);
    }
    assertThat(WrittenEvents.in(folder).events()).isEqualTo(before.subList(0, before.size() - 1));
    try (EventLog log = new EventLog(folder, CLOCK)) {
      log.epoch(0, Map.of("epoch/lr", 5.0));
    }
    assertThat(WrittenEvents.in(folder).points("epoch/lr")).containsExactly(new Point(0, 5));
  }

  @Test
  void keepBefore_absurdLength_isATornEnd() throws IOException {
    writeRun(0, 1);
    Path file = WrittenEvents.files(folder).get(0);
    long size = Files.size(file);
    // A length of 2^40 bytes with a correct checksum, but no message.
    byte[] length = {0, 0, 0, 0, 0, 1, 0, 0};
    Files.write(file, length, StandardOpenOption.APPEND);
    Files.write(file, HexFormat.of().parseHex("aa3d6be4"), StandardOpenOption.APPEND);
    EventLog.keepBefore(folder, 9, 99);
    assertThat(Files.size(file)).isEqualTo(size);
  }

  /** Offset of the last record in a file. */
  private static int lastRecord(byte[] file) {
    int at = 0;
    int last = 0;
    while (at < file.length) {
      last = at;
      at += 16 + (file[at] & 0xff) + 256 * (file[at + 1] & 0xff);
    }
    return last;
  }

  /** Writes epochs of ten steps, with the graph before the first. */
  private void writeRun(int from, int to) throws IOException {
    try (EventLog log = new EventLog(folder, CLOCK)) {
      if (from == 0) {
        log.graph(GraphDef.newBuilder().addNode(NodeDef.newBuilder().setName("a")).build());
      }
      for (int epoch = from; epoch < to; epoch++) {
        for (int step = from == 2 && epoch == 2 ? 25 : epoch * 10; step < epoch * 10 + 10; step++) {
          if (step % 5 == 4) {
            log.step(step, Map.of("loss", 1.0 / step));
          }
        }
        log.epoch(epoch, Map.of("epoch/lr", (double) epoch));
      }
      log.sync();
    }
  }

  /** What the link leads to is not ours, and begins with no event: it would be emptied. */
  @Test
  void keepBefore_linkToAnotherFile_isLeftAlone() throws IOException {
    Path victim = Files.writeString(folder.resolve("thesis.txt"), "years of work");
    Path run = Files.createDirectory(folder.resolve("run"));
    Files.createSymbolicLink(run.resolve("events.out.tfevents.0000000001.recu"), victim);
    EventLog.keepBefore(run, 0, 0);
    assertThat(victim).hasContent("years of work");
  }
}
