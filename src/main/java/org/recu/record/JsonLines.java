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
import org.recu.files.FileError;
import org.recu.files.NamedFile;

/**
 * A file with one JSON object per line, written only by appending: {@code metrics.jsonl} with an
 * {@link EpochLine} per epoch, {@code steps.jsonl} with a {@link StepReport} per step, {@code
 * bad_images.jsonl} with a {@link BadImageReport} per image that could not be read.
 *
 * <p>A process that is killed can leave a partial last line; {@link #keepBefore} and {@link #read}
 * skip it.
 *
 * @param <T> what a line holds
 */
public final class JsonLines<T> implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Class<T> type;

  /** Orders the lines: the epoch, or the step. */
  private final ToLongFunction<T> order;

  /** Whether every line is synced to the disk before {@link #append} returns. */
  private final boolean synced;

  /** Opened when the first line is written. */
  private FileChannel channel;

  private JsonLines(Path file, Class<T> type, ToLongFunction<T> order, boolean synced) {
    this.file = file;
    this.type = type;
    this.order = order;
    this.synced = synced;
  }

  /** The file with one object per epoch. Every line is on the disk when {@link #append} returns. */
  public static JsonLines<EpochLine> ofEpochs(Path file) {
    return new JsonLines<>(file, EpochLine.class, EpochLine::epoch, true);
  }

  /**
   * The file with one object per step. When {@link #append} returns, a line is with the operating
   * system: it outlives the process, and no step waits for the disk.
   */
  public static JsonLines<StepReport> ofSteps(Path file) {
    return new JsonLines<>(file, StepReport.class, StepReport::step, false);
  }

  /** The file with one object per image that could not be read, ordered by the run's steps. */
  static JsonLines<BadImageReport> ofBadImages(Path file) {
    return new JsonLines<>(file, BadImageReport.class, BadImageReport::step, false);
  }

  /** Appends a line; the first one creates the file. */
  public void append(T object) throws IOException {
    if (channel == null) {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }
    NamedFile named = new NamedFile(file);
    named.write(channel, ByteBuffer.wrap(bytes(object)));
    if (synced) {
      named.force(channel, false);
    }
  }

  /**
   * Removes every line whose epoch or step is {@code end} or later, and a partial last line. Does
   * nothing if there is no file.
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
   * All complete lines, in order; empty if there is no file.
   *
   * @throws IOException if a line other than the last is not such an object
   */
  public List<T> read() throws IOException {
    List<T> objects = new ArrayList<>();
    if (!Files.exists(file)) {
      return objects;
    }
    // Files.newBufferedReader would fail on a last line that ends within a character.
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new NamedFile(file).input(), StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      while (line != null) {
        String next = reader.readLine();
        try {
          T object = JSON.readValue(line, type);
          if (object == null) {
            throw new IOException("line %d of %s is null".formatted(objects.size() + 1, file));
          }
          objects.add(object);
        } catch (JsonProcessingException e) {
          if (next != null) {
            String found = "line %d is not an object of %s".formatted(objects.size() + 1, file);
            throw new IOException(found + ": " + FileError.quoted(e.getOriginalMessage()), e);
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
