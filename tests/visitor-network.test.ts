import { expect, test } from "vitest";

import { clientAddress, networkOf } from "#app/host/visitor.server.ts";

const of = networkOf;

test("a visitor is a network, with or without a port, however a proxy writes it", () => {
  expect(of("203.0.113.7:4711")).toBe(of("203.0.113.200"));
  expect(of("::ffff:203.0.113.7")).toBe(of("203.0.113.7"));
  expect(of("[2001:db8::1]:443")).toBe(of("2001:db8::2"));
  expect(of("[2001:db8::1]")).toBe(of("2001:db8::1"));
  expect(of("203.0.114.7")).not.toBe(of("203.0.113.7"));
  expect(clientAddress("127.0.0.1", "9.9.9.9, 203.0.113.7:4711", 1)).toBe("203.0.113.7:4711");
});

test("an IPv6 network is a /48, an IPv4 one a /24", () => {
  expect(of("2001:db8:1:ffff::1")).toBe(of("2001:db8:1::2"));
  expect(of("2001:db8:1::1")).toBe(of("2001:0db8:0001:1:2:3:4:5"));
  expect(of("2001:db8:2::1")).not.toBe(of("2001:db8:1::1"));
  expect(of("2001:db8::1")).not.toBe(of("2001:db8:1::1"));
  expect(of("::2")).toBe("000000000000");
  expect(of("fe80::1%eth0")).toBe(of("fe80::2"));
});

test("only loopback is this machine; nonsense is somebody", () => {
  for (const own of ["127.0.0.1", "::1", "::ffff:127.0.0.1", "127.0.0.1:80", "[::1]:80"]) {
    expect([own, of(own)]).toEqual([own, undefined]);
  }
  for (const odd of ["unknown", "127.evil", "_hidden", "[", "127.0.0.1.example"]) {
    expect(of(odd)).toBe(odd);
  }
});
