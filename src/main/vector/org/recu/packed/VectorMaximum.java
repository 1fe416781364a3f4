package org.recu.packed;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.recu.packed.proto.MaxPoolingMessage;

/**
 * The maximum of every window, a vector of channels at a time.
 *
 * @param plane number of the input
 * @param input its shape; its channels fill vectors
 * @param columns width of the output
 * @param form of the windows
 */
record VectorMaximum(int plane, Shape input, int columns, MaxPoolingMessage form)
    implements Source {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  @Override
  public void fill(Workspace workspace, int from, int count, float[] x) {
    float[] values = workspace.plane(plane);
    int channels = input.channels();
    for (int pixel = 0; pixel < count; pixel++) {
      int top = (from + pixel) / columns * form.getStride() - form.getPadding();
      int left = (from + pixel) % columns * form.getStride() - form.getPadding();
      int bottom = Math.min(top + form.getWindow(), input.height());
      int right = Math.min(left + form.getWindow(), input.width());
      top = Math.max(top, 0);
      left = Math.max(left, 0);
      int width = (right - left) * channels;
      for (int channel = 0; channel < channels; channel += LENGTH) {
        int first = (top * input.width() + left) * channels + channel;
        FloatVector greatest = FloatVector.fromArray(SPECIES, values, first);
        for (int row = top; row < bottom; row++) {
          for (int at = first; at < first + width; at += channels) {
            FloatVector value = FloatVector.fromArray(SPECIES, values, at);
            greatest = greatest.blend(value, value.compare(VectorOperators.GT, greatest));
          }
          first += input.width() * channels;
        }
        greatest.intoArray(x, pixel * channels + channel);
      }
    }
  }
}
