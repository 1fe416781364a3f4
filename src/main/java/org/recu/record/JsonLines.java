package org.recu.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.recu.files.AtomicFile;

/**
 * A file with one JSON object a line, written at its end only: {@code metrics.jsonl} with an {@link
 * EpochReport} an epoch, {@code steps.jsonl} with a {@link StepReport} a step, {@code
 * bad_images.jsonl} with a {@link BadImageReport} an image that could not be read.
 *
 * <p>A process that is killed can leave a part of a line at the end; {@link #keepBefore} and {@link
 * #read} pass over it.
 *
 * @param <T> what a line holds
 */
public final class JsonLines<T> implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Class<T> type;

  /** What orders the lines: the epoch, or the step. */
  private final ToLongFunction<T> order;

  /** Whether every line is brought to the disk before {@link #append} returns. */
  private final boolean synced;

  /** Opened by the first line. */
  private FileChannel channel;

  private JsonLines(Path file, Class<T> type, ToLongFunction<T> order, boolean synced) {
    this.file = file;
    this.type = type;
    this.order = order;
    this.synced = synced;
  }

  /** The file of an object an epoch; every line is on the disk when {@link #append} returns. */
  public static JsonLines<EpochReport> ofEpochs(Path file) {
    return new JsonLines<>(file, EpochReport.class, EpochReport::epoch, true);
  }

  /**
   * The file of an object a step. A line is with the operating system when {@link #append} returns:
   * it outlives the process, and no step waits for the disk.
   */
  public static JsonLines<StepReport> ofSteps(Path file) {
    return new JsonLines<>(file, StepReport.class, StepReport::step, false);
  }

  /** The file of an object an image that could not be read, ordered by the run's steps. */
  static JsonLines<BadImageReport> ofBadImages(Path file) {
    return new JsonLines<>(file, BadImageReport.class, BadImageReport::step, false);
  }

  /** Adds a line; the file is made by the first. */
  public void append(T object) throws IOException {
    if (channel == null) {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }
    ByteBuffer line = ByteBuffer.wrap(bytes(object));
    while (line.hasRemaining()) {
      channel.write(line);
    }
    if (synced) {
      channel.force(false);
    }
  }

  /**
   * Drops every line whose epoch or step is {@code end} or later, and a torn last line; without a
   * file there is nothing to do.
   *
   * @throws IOException if a line other than the last is not such an object
   */
  public void keepBefore(long end) throws IOException {
    close();
    if (Files.exists(file)) {
      List<T> all = read();
      AtomicFile.replace(
          file,
          out -> {
            for (T object : all) {
              if (order.applyAsLong(object) < end) {
                out.write(bytes(object));
              }
            }
          });
    }
  }

  /**
   * Every whole line, in order; none without a file.
   *
   * @throws IOException if a line other than the last is not such an object
   */
  public List<T> read() throws IOException {
    List<T> objects = new ArrayList<>();
    if (!Files.exists(file)) {
      return objects;
    }
    // Not Files.newBufferedReader: a line torn within a character must not be an error.
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      while (line != null) {
        String next = reader.readLine();
        try {
          objects.add(JSON.readValue(line, type));
        } catch (JsonProcessingException e) {
          if (next != null) {
            String found = "line %d is not an object of %s".formatted(objects.size() + 1, file);
            throw new IOException(found + ": " + e.getOriginalMessage(), e);
          }
        }
        line = next;
      }
    }
    return objects;
  }

  /** Closes the file; a later {@link #append} opens it again. */
  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }

  private byte[] bytes(T object) throws IOException {
    return (JSON.writeValueAsString(object) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
