global using Inkstream.EndToEnd.Tests.Harness;
global using Inkstream.Specification.Models;
global using Inkstream.Specification.Servers;
global using Shouldly;
global using Xunit;
