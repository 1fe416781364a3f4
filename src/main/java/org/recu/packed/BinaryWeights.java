package org.recu.packed;

import com.google.protobuf.ByteString;
import java.nio.ByteOrder;
import org.recu.packed.proto.BinaryConvolutionMessage;

/** The weights of a binary convolution as words in the order of {@link SignLayout}. */
final class BinaryWeights {

  private final SignLayout layout;
  private final int[] negative;

  /**
   * Takes its parts.
   *
   * @param layout of the input
   * @param negative (filters, kernel words): 1 where a weight is -1; unused bits are 0
   */
  BinaryWeights(SignLayout layout, int[] negative) {
    this.layout = layout;
    this.negative = negative;
  }

  SignLayout layout() {
    return layout;
  }

  int[] negative() {
    return negative;
  }

  static BinaryWeights of(SignLayout layout, BinaryConvolutionMessage message) {
    Geometry form = layout.form();
    int words = layout.kernelWords();
    int[] negative = new int[form.filters() * words];
    ByteString signs = message.getSigns();
    if (layout.input().channels() % SignLayout.BITS == 0) {
      // In the file as in memory, but for the sense of the bits.
      signs.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(negative);
      for (int i = 0; i < negative.length; i++) {
        negative[i] = ~negative[i];
      }
      return new BinaryWeights(layout, negative);
    }
    int channels = layout.input().channels();
    int weight = 0;
    for (int filter = 0; filter < form.filters(); filter++) {
      for (int row = 0; row < form.kernel(); row++) {
        for (int column = 0; column < form.kernel(); column++) {
          int bit = layout.weightBit(row, column, 0);
          for (int channel = 0; channel < channels; channel++, bit++, weight++) {
            int positive = signs.byteAt(weight >> 3) >>> (weight & 7) & 1;
            negative[filter * words + (bit >> 5)] |= (positive ^ 1) << bit;
          }
        }
      }
    }
    return new BinaryWeights(layout, negative);
  }

  int filters() {
    return layout.form().filters();
  }

  /** A word of a filter. */
  int word(int filter, int number) {
    return negative[filter * layout.kernelWords() + number];
  }

  /** Copies a word of consecutive filters. */
  void copy(int firstFilter, int number, int[] words) {
    int kernelWords = layout.kernelWords();
    int at = firstFilter * kernelWords + number;
    for (int i = 0; i < words.length; i++, at += kernelWords) {
      words[i] = negative[at];
    }
  }
}
