package org.recu.packed;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;
import org.recu.packed.proto.ChannelsMessage;

final class FloatsTest {

  private static final float[] NUMBERS = {1, -0f, 0.1f, Float.MIN_VALUE, Float.MAX_VALUE};

  @Test
  void of_bytes_areTheNumbers() {
    assertThat(Floats.of(Floats.bytes(NUMBERS))).containsExactly(NUMBERS);
    assertThat(Floats.count(Floats.bytes(NUMBERS))).isEqualTo(NUMBERS.length);
    assertThat(Floats.of(ByteString.EMPTY)).isEmpty();
    assertThat(Floats.of(Floats.bytes(NUMBERS).concat(ByteString.copyFrom(new byte[3]))))
        .containsExactly(NUMBERS);
  }

  /** Field, wire type 2, length, then IEEE's bits: what a packed repeated float has in a file. */
  @Test
  void bytes_inAMessage_areAPackedArray() {
    assertThat(ChannelsMessage.newBuilder().setValues(Floats.bytes(1, -2)).build().toByteArray())
        .containsExactly(10, 8, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0);
  }
}
