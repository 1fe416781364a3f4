package org.recu.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.recu.benchmark.StepStatsFixture.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChromeTraceTest {

  @Test
  void writeTo_twoThingsMeasured_givesEachItsProcess() throws IOException {
    ChromeTrace trace = new ChromeTrace();
    StepTrace step =
        StepTrace.of(
            StepStatsFixture.step(
                op("conv", "Conv2D", 1000, 5000),
                op("mul", "Mul", 2000, 3000),
                op("sum", "Sum", 3000, 4500),
                op("pad", "PadV2", 5000, 6000)));
    trace.add("step of a", List.of(step));
    trace.add("evaluate of a", List.of(StepTrace.of(StepStatsFixture.step(op("x", "Qr", 70, 90)))));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    trace.writeTo(out);
    JsonNode events = new ObjectMapper().readTree(out.toByteArray()).get("traceEvents");
    assertThat(events)
        .extracting(JsonNode::toString)
        .containsExactly(
            name(1, "step of a"),
            event("Conv2D", "convolution", "0.0", "4.0", 1, 1, "conv"),
            event("Mul", "element-wise", "1.0", "1.0", 1, 2, "mul"),
            event("Sum", "reductions", "2.0", "1.5", 1, 2, "sum"),
            event("PadV2", "copies", "4.0", "1.0", 1, 1, "pad"),
            name(2, "evaluate of a"),
            event("Qr", "other", "0.0", "0.02", 2, 1, "x"));
  }

  private static String name(int process, String name) {
    return "{\"name\":\"process_name\",\"ph\":\"M\",\"pid\":%d,\"args\":{\"name\":\"%s\"}}"
        .formatted(process, name);
  }

  private static String event(
      String type, String kind, String start, String length, int process, int lane, String node) {
    return ("{\"name\":\"%s\",\"cat\":\"%s\",\"ph\":\"X\",\"ts\":%s,\"dur\":%s,\"pid\":%d,"
            + "\"tid\":%d,\"args\":{\"node\":\"%s\",\"output\":\"4x2\"}}")
        .formatted(type, kind, start, length, process, lane, node);
  }
}
