package org.recu.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.recu.files.AtomicFile;
import org.recu.files.FileError;
import org.recu.files.NamedFile;

/**
 * {@code failed.json}: marks a run that ended with an error, and is deleted when the run is
 * resumed. A process that is killed, by a signal or a power cut, leaves no such file.
 *
 * @param message the error, in one line
 * @param time when it happened, in ISO 8601 and UTC
 */
public record RunFailure(String message, String time) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public RunFailure {
    if (message == null || time == null) {
      throw new IllegalArgumentException("message and time must be there");
    }
  }

  /** A failure at this time. */
  public static RunFailure at(Instant time, String message) {
    return new RunFailure(message, time.toString());
  }

  /** Writes the file, replacing an existing one as a whole. */
  public void write(Path file) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(this);
    AtomicFile.replace(
        file,
        out -> {
          out.write(bytes);
          out.write('\n');
        });
  }

  /**
   * Reads the file of a run; empty if there is none.
   *
   * @throws IOException if {@link #write} did not write it
   */
  public static Optional<RunFailure> read(Path file) throws IOException {
    try {
      RunFailure failure = JSON.readValue(new NamedFile(file).bytes(), RunFailure.class);
      if (failure == null) {
        throw new IOException(file + " holds no object, expected message and time");
      }
      return Optional.of(failure);
    } catch (NoSuchFileException e) {
      // Perhaps only now: a resumed run deletes it.
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new IOException(
          "%s is not a run's failed.json: %s"
              .formatted(file, FileError.quoted(e.getOriginalMessage())),
          e);
    }
  }
}
