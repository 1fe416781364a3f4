package org.recu.tensorboard;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.recu.files.FileError;
import org.recu.files.NamedFile;
import org.tensorflow.proto.Event;

/**
 * A file of events that one process writes, {@code events.out.tfevents.SECONDS.recu}. TensorBoard
 * reads the files of a folder in the order of their names. When {@link #write} returns, the event
 * has been handed to the operating system: others can read it, and it survives if this process is
 * killed.
 */
final class EventFile implements AutoCloseable {

  private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d{10})\\.recu");

  /** File version, which the first event states. */
  private static final String VERSION = "brain.Event:2";

  private final NamedFile file;
  private final FileChannel channel;

  private EventFile(Path file, FileChannel channel) {
    this.file = new NamedFile(file);
    this.channel = channel;
  }

  /**
   * Creates a file whose name sorts after the existing ones.
   *
   * @param clock provides the time in the name
   */
  static EventFile create(Path folder, Clock clock) throws IOException {
    long seconds = clock.instant().getEpochSecond();
    List<Path> earlier = in(folder);
    if (!earlier.isEmpty()) {
      seconds = Math.max(seconds, seconds(earlier.get(earlier.size() - 1)) + 1);
    }
    Path file =
        folder.resolve(String.format(Locale.ROOT, "events.out.tfevents.%010d.recu", seconds));
    EventFile created =
        new EventFile(
            file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    created.write(
        Event.newBuilder().setWallTime(clock.millis() / 1000.0).setFileVersion(VERSION).build());
    return created;
  }

  /**
   * The event files of a folder, in the order in which they were written. A link is none of them:
   * this program writes no links, and what one leads to must not be truncated.
   */
  static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> NAME.matcher(entry.getFileName().toString()).matches())
          .filter(entry -> Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }

  private static long seconds(Path file) {
    return Long.parseLong(NAME.matcher(file.getFileName().toString()).replaceFirst("$1"));
  }

  /** Appends an event. */
  void write(Event event) throws IOException {
    file.write(channel, EventRecord.of(event));
  }

  /** Forces what was written to the disk. */
  void sync() throws IOException {
    file.force(channel, false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /**
   * What scanning a file found.
   *
   * @param end where the last complete event to keep ends, in bytes
   * @param cut whether there are events to drop after it
   * @param graph whether one of the events to keep holds a graph
   */
  record Content(long end, boolean cut, boolean graph) {}

  /** Truncates a file before the first event that matches {@code past} or is incomplete. */
  static Content cut(Path file, Predicate<Event> past) throws IOException {
    Content content = read(file, past);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(content.end());
      new NamedFile(file).force(channel, true);
    } catch (IOException e) {
      throw FileError.at(file, e);
    }
    return content;
  }

  private static Content read(Path file, Predicate<Event> past) throws IOException {
    long size = Files.size(file);
    long end = 0;
    boolean graph = false;
    try (InputStream in = new BufferedInputStream(new NamedFile(file).input())) {
      Optional<EventRecord> record = EventRecord.read(in, size);
      while (record.isPresent()) {
        Event event = record.get().event();
        if (past.test(event)) {
          return new Content(end, true, graph);
        }
        graph |= event.hasGraphDef();
        end += record.get().bytes();
        record = EventRecord.read(in, size - end);
      }
    }
    return new Content(end, false, graph);
  }
}
