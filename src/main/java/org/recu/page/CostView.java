package org.recu.page;

import java.util.Locale;

/** The cost of a network, formatted. */
record CostView(
    String binary,
    String real,
    String size,
    String size32,
    String sizeRatio,
    String binaryAdds,
    String realAdds,
    String operations,
    String operationsRatio) {

  private static final double KILO = 1000;
  private static final double MILLION = 1e6;

  static CostView of(NetworkCost cost) {
    return new CostView(
        number("%,d", cost.binaryParameters()),
        number("%,d", cost.realParameters()),
        number("%,.1f kB", cost.bytes() / KILO),
        number("%,.1f kB", cost.bytesIn32Bits() / KILO),
        number("%.1f", cost.bytesIn32Bits() / cost.bytes()),
        number("%,.2f M", cost.binaryMultiplyAdds() / MILLION),
        number("%,.2f M", cost.realMultiplyAdds() / MILLION),
        number("%,.2f M", cost.operations() / MILLION),
        number("%.1f", cost.operationsIn32Bits() / cost.operations()));
  }

  private static String number(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }
}
