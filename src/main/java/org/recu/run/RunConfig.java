package org.recu.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;
import org.recu.checkpoint.RunDescription;
import org.recu.files.AtomicFile;
import org.recu.files.FileError;
import org.recu.files.NamedFile;
import org.recu.train.TrainOptions;

/**
 * {@code config.json}: every resolved option of a run under its own name, then {@code versions} and
 * {@code machine}. The options include the seed, which is drawn if none was given. The last field
 * is the CRC-32C of all before it; files of earlier versions have none.
 *
 * @param options a string, a number, a boolean, a list of those, or null under each option's name
 * @param versions software versions that the run was started with
 * @param machine that it ran on
 */
public record RunConfig(Map<String, Object> options, Versions versions, Machine machine) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final ObjectMapper COMPACT = new ObjectMapper();
  private static final String VERSIONS = "versions";
  private static final String MACHINE = "machine";
  private static final String CHECKSUM = "checksum";

  public RunConfig {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** These options with the versions and the machine of this process. */
  static RunConfig ofThisProgram(Map<String, Object> options) {
    return new RunConfig(options, Versions.ofThisProgram(), Machine.here());
  }

  /**
   * What checkpoints say about the run.
   *
   * @param towers number of devices that share each batch
   */
  RunDescription description(TrainOptions training, int towers) throws IOException {
    return new RunDescription(
        training.seed(),
        training.schedule().epochs(),
        training.data().batchSizes().training(),
        COMPACT.writeValueAsString(options),
        Map.of(
            "recu", versions.recu(),
            "tensorflow", versions.tensorflow(),
            "java", versions.java()),
        towers);
  }

  /** Writes the file, replacing an existing one as a whole. */
  public void write(Path file) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>(options);
    all.put(VERSIONS, versions);
    all.put(MACHINE, machine);
    all.put(CHECKSUM, checksum(all));
    byte[] bytes = JSON.writeValueAsBytes(all);
    AtomicFile.replace(
        file,
        out -> {
          out.write(bytes);
          out.write('\n');
        });
  }

  /** Of the values, not of the file: white space says nothing. */
  private static String checksum(Map<String, Object> values) throws IOException {
    CRC32C sum = new CRC32C();
    sum.update(COMPACT.writeValueAsBytes(values));
    return String.format(Locale.ROOT, "%08x", sum.getValue());
  }

  /**
   * Reads the file of a run.
   *
   * @throws IOException if there is none, or it is not as {@link #write} wrote it
   */
  public static RunConfig read(Path file) throws IOException {
    Map<String, Object> all;
    try {
      all = JSON.readValue(new NamedFile(file).bytes(), new TypeReference<>() {});
    } catch (NoSuchFileException e) {
      throw new IOException(file + " is missing: there is no run to resume", e);
    } catch (JsonProcessingException e) {
      throw new IOException(
          file + " is not a run's config.json: " + FileError.quoted(e.getOriginalMessage()), e);
    }
    Object written = all == null ? null : all.remove(CHECKSUM);
    if (written != null && !written.equals(checksum(all))) {
      throw new IOException(
          ("%s is damaged: its CRC-32C is %s, %s was written"
                  + " (if it was edited on purpose, set its checksum to null)")
              .formatted(file, checksum(all), written));
    }
    Object versions = all == null ? null : all.remove(VERSIONS);
    Object machine = all == null ? null : all.remove(MACHINE);
    if (versions == null || machine == null) {
      throw new IOException(
          file + " is not a run's config.json: expected the run's options, versions and machine");
    }
    try {
      return new RunConfig(
          all,
          JSON.convertValue(versions, Versions.class),
          JSON.convertValue(machine, Machine.class));
    } catch (IllegalArgumentException e) {
      // Jackson's own message names its classes on a second line.
      String why =
          e.getCause() instanceof JsonProcessingException json
              ? FileError.quoted(json.getOriginalMessage())
              : e.getMessage();
      throw new IOException(file + " is not a run's config.json: " + why, e);
    }
  }
}
