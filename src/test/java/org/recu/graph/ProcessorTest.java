package org.recu.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the flags of a processor say. */
final class ProcessorTest {

  @Test
  void of_flags_areWholeWords() {
    assertThat(Processor.of("processor\t: 0\nflags\t\t: fpu amx_bf16 sse2\nbugs\t: none\n"))
        .isEqualTo(new Processor(true, true, false));
    assertThat(Processor.of("flags\t\t: fpu avx512_bf16\n"))
        .isEqualTo(new Processor(true, false, false));
    assertThat(Processor.of("flags\t\t: fpu avx512_vpopcntdq\n"))
        .isEqualTo(new Processor(false, false, true));
    assertThat(Processor.of("flags\t\t: fpu avx512_bf16x amx_tile\n"))
        .isEqualTo(new Processor(false, false, false));
  }

  @Test
  void of_otherText_saysNothingSpecial() {
    assertThat(Processor.of("")).isEqualTo(new Processor(false, false, false));
    assertThat(Processor.of("model name : amx_bf16\n"))
        .isEqualTo(new Processor(false, false, false));
  }
}
