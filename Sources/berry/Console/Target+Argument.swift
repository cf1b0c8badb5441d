public import ArgumentParser
public import Specification

extension Target: ExpressibleByArgument {}
