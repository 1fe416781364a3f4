package org.recu.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@code /proc/cpuinfo} says of a processor. */
final class ProcessorTest {

  @Test
  void of_flags_areWholeWords() {
    assertThat(Processor.of("processor\t: 0\nflags\t\t: fpu amx_bf16 sse2\nbugs\t: none\n"))
        .isEqualTo(new Processor("", Set.of("fpu", "amx_bf16", "sse2")))
        .returns(true, Processor::bfloat16);
    assertThat(Processor.of("flags\t\t: fpu avx512_bf16\n").bfloat16()).isTrue();
    assertThat(Processor.of("flags\t\t: fpu avx512_bf16x amx_tile\n").bfloat16()).isFalse();
  }

  @Test
  void of_model_isItsName() {
    assertThat(Processor.of("model\t\t: 17\nmodel name\t: AMD EPYC: 9R14\nflags\t: fpu\n").model())
        .isEqualTo("AMD EPYC: 9R14");
  }

  @Test
  void of_otherText_saysNothing() {
    assertThat(Processor.of("").model()).isEmpty();
    assertThat(Processor.of("model name : amx_bf16\n").bfloat16()).isFalse();
  }
}
