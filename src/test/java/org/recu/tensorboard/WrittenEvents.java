package org.recu.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

/**
 * Reads the events of a folder independently of the code under test: the files that TensorBoard
 * would read, in the order of their names, with every checksum computed bit by bit.
 *
 * @param events of all files, without the version event at the start of each file
 */
public record WrittenEvents(List<Event> events) {

  /** The polynomial of CRC-32C, reflected. */
  private static final int POLYNOMIAL = 0x82f63b78;

  /** Reads the events; an incomplete one fails the test. */
  public static WrittenEvents in(Path folder) throws IOException {
    List<Event> events = new ArrayList<>();
    for (Path file : files(folder)) {
      List<Event> own = read(file);
      assertThat(own.get(0).getFileVersion()).as(file.toString()).isEqualTo("brain.Event:2");
      events.addAll(own.subList(1, own.size()));
    }
    return new WrittenEvents(events);
  }

  /** The files, by name. */
  public static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> entry.getFileName().toString().contains("tfevents"))
          .sorted()
          .toList();
    }
  }

  private static List<Event> read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] length = new byte[8];
      bytes.get(length);
      assertThat(bytes.getInt()).as("checksum of a length").isEqualTo(masked(length));
      byte[] message = new byte[(int) ByteBuffer.wrap(length).order(bytes.order()).getLong()];
      bytes.get(message);
      assertThat(bytes.getInt()).as("checksum of an event").isEqualTo(masked(message));
      events.add(Event.parseFrom(message));
    }
    return events;
  }

  private static int masked(byte[] bytes) {
    int remainder = ~0;
    for (byte next : bytes) {
      remainder ^= next & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        remainder = (remainder & 1) == 0 ? remainder >>> 1 : remainder >>> 1 ^ POLYNOMIAL;
      }
    }
    int checksum = ~remainder;
    return (checksum >>> 15 | checksum << 17) + 0xa282ead8;
  }

  /** The points of a tag's curve, in the order in which they were written. */
  public List<Point> points(String tag) {
    return values(tag).stream()
        .map(value -> new Point(value.step(), value.value().getSimpleValue()))
        .toList();
  }

  /** The values written under a tag, in order. */
  public List<Value> values(String tag) {
    List<Value> values = new ArrayList<>();
    for (Event event : events) {
      for (Summary.Value value : event.getSummary().getValueList()) {
        if (value.getTag().equals(tag)) {
          values.add(new Value(event.getStep(), value));
        }
      }
    }
    return values;
  }

  /** The steps of every tag, in the order in which they were written. */
  public Map<String, List<Long>> steps() {
    Map<String, List<Long>> steps = new TreeMap<>();
    for (Event event : events) {
      for (Summary.Value value : event.getSummary().getValueList()) {
        steps.computeIfAbsent(value.getTag(), tag -> new ArrayList<>()).add(event.getStep());
      }
    }
    return steps;
  }

  /** How many graphs were written. */
  public long graphs() {
    return events.stream().filter(Event::hasGraphDef).count();
  }

  /** A point on a curve. */
  public record Point(long step, float value) {}

  /** A value written under a tag. */
  public record Value(long step, Summary.Value value) {}
}
