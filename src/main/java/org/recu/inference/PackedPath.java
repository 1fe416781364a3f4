package org.recu.inference;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.recu.files.NamedFile;
import org.recu.graph.Device;

/**
 * The file of a packed network.
 *
 * @param path as it was given
 */
public record PackedPath(Path path) implements SignsPath {

  /** Ends the name of a packed file. */
  private static final String ENDING = ".recu";

  /** How a packed file begins: the first field of its message. */
  private static final byte[] BEGINNING = {0x0a, 4, 'R', 'E', 'C', 'U'};

  /** Whether a regular file is one, by its name or by its first bytes. */
  static boolean isAt(Path file) {
    if (file.toString().endsWith(ENDING)) {
      return true;
    }
    try (InputStream in = new NamedFile(file).input()) {
      return Arrays.equals(in.readNBytes(BEGINNING.length), BEGINNING);
    } catch (IOException e) {
      // Whoever reads the whole file says what is wrong with it.
      return false;
    }
  }

  @Override
  public String noun() {
    return "a packed network";
  }

  @Override
  public Model open(ModelOptions options, Device device) throws IOException {
    PackedClassifier classifier = new PackedClassifier(path);
    return Model.over(
        classifier,
        () -> {
          options.requireNetwork(path, classifier.model().info().name());
          return ModelInfo.of(path, classifier.model());
        });
  }
}
