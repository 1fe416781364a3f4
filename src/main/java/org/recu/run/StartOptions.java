package org.recu.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.recu.checkpoint.Checkpoint;
import org.recu.files.FileError;

/**
 * The options that a run was started with, to resume it. They are in {@code config.json} and once
 * more in every checkpoint, under a checksum: if the file is damaged, the latest checkpoint's are
 * taken.
 *
 * @param values by option name, as in {@link RunConfig#options()}
 * @param warning that the file is damaged, and where the options are from
 */
public record StartOptions(Map<String, Object> values, Optional<String> warning) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads the options.
   *
   * @throws IOException if there is no {@code config.json}, or it is damaged and so is the latest
   *     checkpoint, or there is none
   */
  public static StartOptions of(RunFolder run) throws IOException {
    try {
      return new StartOptions(RunConfig.read(run.config()).options(), Optional.empty());
    } catch (IOException damage) {
      if (!Files.exists(run.config())) {
        throw damage;
      }
      Checkpoint latest = latest(run, damage);
      return new StartOptions(
          read(latest),
          Optional.of(
              "%s; the run's options are taken from %s"
                  .formatted(FileError.sentence(damage), latest.folder())));
    }
  }

  private static Checkpoint latest(RunFolder run, IOException damage) throws IOException {
    try {
      return run.checkpoints().latest().orElseThrow(() -> damage);
    } catch (IOException e) {
      if (e != damage) {
        damage.addSuppressed(e);
      }
      throw damage;
    }
  }

  private static Map<String, Object> read(Checkpoint checkpoint) throws IOException {
    try {
      return JSON.readValue(checkpoint.state().run().options(), new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IOException(
          "%s does not hold a run's options: %s"
              .formatted(checkpoint.folder(), FileError.quoted(e.getOriginalMessage())),
          e);
    }
  }
}
