package org.recu.data.cifar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.recu.data.DataException;
import org.recu.data.DataFile;
import org.recu.pickle.NumpyArray;
import org.recu.pickle.PickleException;
import org.recu.pickle.PickleReader;
import org.recu.pickle.PickleText;
import org.recu.pickle.PickleVocabulary;

/**
 * Reads the Python version of CIFAR: a pickled dictionary with {@code data}, a numpy array of (n,
 * 3072), uint8, each row an image as (3, 32, 32), and a list of labels. Source: the "Python /
 * Matlab versions" section of the CIFAR-10 and CIFAR-100 page.
 *
 * @param labelKey of the labels: {@code labels} or {@code fine_labels}
 */
record CifarPickleReader(String labelKey) implements CifarReader {
  /** An upper bound on the pickled bytes of a record: pixels in UTF-8, two labels, a file name. */
  private static final int MOST_RECORD_BYTES = 3 * CifarImages.IMAGE_BYTES;

  private static final int MOST_OTHER_BYTES = 1 << 16;

  /** As numpy writes it. */
  private static final String UINT8 = "u1";

  @Override
  public void read(DataFile file, int records, CifarImages images, int first) throws IOException {
    long most = (long) records * MOST_RECORD_BYTES + MOST_OTHER_BYTES;
    byte[] bytes =
        file.read(
            input -> {
              long size = file.size();
              if (size > most) {
                throw file.wrong(
                    "is too long: expected at most "
                        + most
                        + " bytes for "
                        + records
                        + " records, found "
                        + size);
              }
              return input.readAllBytes();
            });
    if (!(unpickle(file, bytes) instanceof Map<?, ?> content)) {
      throw file.wrong("the pickle is not a dictionary with data and " + labelKey);
    }
    readPixels(file, content.get("data"), records, images, first);
    readLabels(file, content.get(labelKey), records, images, first);
  }

  private static Object unpickle(DataFile file, byte[] bytes) throws DataException {
    try {
      return PickleReader.readAll(ByteBuffer.wrap(bytes), PickleVocabulary.numpy());
    } catch (PickleException e) {
      throw file.wrong(e.getMessage());
    }
  }

  private static void readPixels(
      DataFile file, Object value, int records, CifarImages images, int first)
      throws DataException {
    if (!(value instanceof NumpyArray array)) {
      throw file.wrong("data is missing or not an array");
    }
    if (!array.type().code().equals(UINT8)) {
      throw file.wrong(
          "data is of type "
              + PickleText.printable(array.type().code())
              + ", expected uint8 ("
              + UINT8
              + ")");
    }
    List<Long> expected = List.of((long) records, (long) CifarImages.IMAGE_BYTES);
    if (!array.shape().equals(expected)) {
      throw file.wrong("data has shape " + array.shape() + ", expected " + expected);
    }
    ByteBuffer content = array.content();
    if (content.remaining() != records * CifarImages.IMAGE_BYTES) {
      throw file.wrong(
          "data has "
              + content.remaining()
              + " bytes, expected "
              + records * CifarImages.IMAGE_BYTES);
    }
    byte[] image = new byte[CifarImages.IMAGE_BYTES];
    for (int i = 0; i < records; i++) {
      content.get(i * image.length, image);
      images.putPixels(first + i, image, 0);
    }
  }

  private void readLabels(DataFile file, Object value, int records, CifarImages images, int first)
      throws DataException {
    if (!(value instanceof List<?> labels)) {
      throw file.wrong(labelKey + " is missing or not a list");
    }
    if (labels.size() != records) {
      throw file.wrong(labelKey + " has " + labels.size() + " entries, expected " + records);
    }
    for (int i = 0; i < records; i++) {
      if (!(labels.get(i) instanceof Long label)) {
        throw file.wrong("record " + i + " (from 0) has a label that is not a whole number");
      }
      images.putLabel(first + i, label, file, i);
    }
  }
}
