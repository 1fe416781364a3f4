package org.recu.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where a worker listens.
 *
 * @param host name or number of the machine; an IPv6 number stands in brackets
 * @param port from 1 to 65535
 */
public record Address(String host, int port) {

  private static final int GREATEST_PORT = 65_535;

  /** Parses {@code host:port}; empty if the text is not such an address. */
  public static Optional<Address> of(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    String port = text.substring(colon + 1);
    boolean bracketed = host.startsWith("[") && host.endsWith("]") && host.length() > 2;
    boolean plain = host.matches("[A-Za-z0-9_.-]+");
    if (!(bracketed || plain) || !port.matches("\\d{1,5}")) {
      return Optional.empty();
    }
    int number = Integer.parseInt(port);
    return number < 1 || number > GREATEST_PORT
        ? Optional.empty()
        : Optional.of(new Address(host, number));
  }

  /** Whether only programs on the same machine can reach this address. */
  boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      // Peers may know a name that this machine does not; it is then not known to be loopback.
      return false;
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
