package org.recu.data.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.recu.data.RandomStream;
import org.recu.data.Split;

/**
 * What two machines compare to know that they have the same images: which records there are, and
 * what some of them look like.
 *
 * @param counts number of images of each class
 * @param names checksum of the records' names of each class, in order; of a file only its own name
 *     counts, not the folder that it is in
 * @param sample checksum of some images as they are prepared in the first epoch
 */
public record Fingerprint(List<Long> counts, List<Long> names, long sample) {

  public Fingerprint {
    counts = List.copyOf(counts);
    names = List.copyOf(names);
  }

  /** Number of images in the sample. */
  private static final int SAMPLE = 16;

  private static final long PURPOSE = 6;

  /**
   * Takes the fingerprint.
   *
   * @param images of a split
   * @param classes how many there are
   * @throws IOException if an image of the sample cannot be read
   */
  static Fingerprint of(Images<?> images, int classes) throws IOException {
    Split<?> split = images.split();
    long[] counts = new long[classes];
    CRC32C[] names = new CRC32C[classes];
    for (int i = 0; i < classes; i++) {
      names[i] = new CRC32C();
    }
    for (int i = 0; i < split.size(); i++) {
      int label = split.label(i);
      counts[label]++;
      names[label].update(ownName(split.name(i)).getBytes(StandardCharsets.UTF_8));
      names[label].update('\n');
    }
    return new Fingerprint(
        Arrays.stream(counts).boxed().toList(),
        Arrays.stream(names).map(CRC32C::getValue).toList(),
        sample(images));
  }

  private static String ownName(String name) {
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }

  /** The images are drawn, so that all classes and files have their chance. */
  private static long sample(Images<?> images) throws IOException {
    RandomStream random = RandomStream.of(PURPOSE, 0);
    byte[] image = new byte[3 * images.imageSize() * images.imageSize()];
    CRC32C checksum = new CRC32C();
    for (int i = 0; i < SAMPLE; i++) {
      images.make(random.nextInt(images.size()), 0, image);
      checksum.update(image);
    }
    return checksum.getValue();
  }
}
