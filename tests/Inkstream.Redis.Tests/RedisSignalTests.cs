using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Specification.Servers;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Inkstream.Redis.Tests;

/// <summary>Two servers over one real Redis.</summary>
public sealed class RedisSignalTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly List<Server> _servers = [];
    private RedisServer _redis = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _redis = await RedisServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task What_one_server_says_both_hear_and_what_it_says_elsewhere_only_the_other()
    {
        var (one, two) = (await ServerAsync(), await ServerAsync());
        var (said, elsewhere, last) = (Hint.Document(NewId()), Hint.Library(NewId()), Hint.Document(NewId()));
        one.Signal.Say(said, Hint.Work);
        one.Signal.SayElsewhere(elsewhere);
        await two.HearsAsync(said, Hint.Work, elsewhere);
        two.Signal.Say(last);
        await one.HearsAsync(last);
        one.Heard.Count(hint => hint == said).ShouldBe(1, "it heard itself by way of Redis too");
        one.Heard.ShouldNotContain(elsewhere);
    }

    [Fact]
    public async Task Redis_killed_and_started_again_is_heard_again_and_the_log_says_so_once()
    {
        var (one, two) = (await ServerAsync(), await ServerAsync());
        await _redis.KillAsync();
        await two.LogsAsync("does not answer");
        one.Signal.Say(Hint.Work);
        await _redis.StartAsync();
        await two.LogsAsync("answers.");
        await two.HearsAsync(Hint.Everything);
        var said = Hint.Document(NewId());
        await two.HearsAsync(said, sayer: () => one.Signal.Say(said));
        two.Log.Count(line => line.Contains("does not answer", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_subscription_that_the_network_swallows_is_found_and_replaced_within_five_seconds()
    {
        using var proxy = new SilentProxy(_redis.Port);
        var (one, two) = (await ServerAsync(), await ServerAsync($"redis://127.0.0.1:{proxy.Port}"));
        proxy.Swallow();
        two.Forget();
        var clock = Stopwatch.StartNew();
        await two.HearsAsync(Hint.Everything);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        var said = Hint.Document(NewId());
        await two.HearsAsync(said, sayer: () => one.Signal.Say(said));
    }

    [Fact]
    public async Task A_burst_arrives_or_becomes_everything()
    {
        var (one, two) = (await ServerAsync(), await ServerAsync());
        two.Forget();
        var hints = Enumerable.Range(0, 10_000).Select(_ => Hint.Document(NewId())).ToArray();
        one.Signal.SayElsewhere(hints);
        var last = Hint.Library(NewId());
        await two.HearsAsync(last, sayer: () => one.Signal.SayElsewhere(last));
        (two.Heard.Contains(Hint.Everything) || hints.All(two.Heard.Contains)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("other d-not-a-guid x9 l")]
    public async Task What_others_say_that_cannot_be_read_is_ignored(string garbage)
    {
        var (one, two) = (await ServerAsync(), await ServerAsync());
        await using (var stranger = await RedisConnection.OpenAsync(Options(_redis.Address), Cancel))
            await stranger.AskAsync(Cancel, "PUBLISH", "inkstream", garbage);
        var said = Hint.Document(NewId());
        one.Signal.Say(said);
        await two.HearsAsync(said);
    }

    [Fact]
    public async Task The_last_listener_takes_the_connection_along()
    {
        var one = await ServerAsync();
        await one.StopListeningAsync();
        await using var asks = await RedisConnection.OpenAsync(Options(_redis.Address), Cancel);
        await UntilAsync(async () =>
        {
            await asks.SendAsync(Cancel, "PUBSUB", "NUMSUB", "inkstream");
            return (await asks.ReadAsync(Cancel))[1] == "0";
        });
    }

    [Fact]
    public async Task A_password_is_given_and_a_wrong_one_is_one_line_without_it()
    {
        await using var locked = await RedisServer.StartAsync("--requirepass", "open sesame");
        var address = $"redis://:open%20sesame@127.0.0.1:{locked.Port}";
        var (one, two) = (await ServerAsync(address), await ServerAsync(address));
        var said = Hint.Document(NewId());
        one.Signal.Say(said);
        await two.HearsAsync(said);

        await using var wrong = new RedisSignal(Options($"redis://:do-not-show-me@127.0.0.1:{locked.Port}"), TimeProvider.System, new Lines());
        var refused = await Should.ThrowAsync<RedisRefusedException>(() => wrong.CheckAsync(Cancel));
        refused.Message.ShouldContain("Signals:Redis");
        refused.Message.ShouldNotContain("\n");
        refused.ToString().ShouldNotContain("do-not-show-me");
    }

    [Fact]
    public async Task With_TLS_the_certificate_is_checked()
    {
        var folder = Directory.CreateTempSubdirectory("inkstream-tls-").FullName;
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        await File.WriteAllTextAsync(Path.Combine(folder, "cert.pem"), certificate.ExportCertificatePem(), Cancel);
        await File.WriteAllTextAsync(Path.Combine(folder, "key.pem"), key.ExportPkcs8PrivateKeyPem(), Cancel);
        await using var secure = await RedisServer.StartAsync(
            "--tls-port", "{port}", "--tls-auth-clients", "no",
            "--tls-cert-file", Path.Combine(folder, "cert.pem"), "--tls-key-file", Path.Combine(folder, "key.pem"), "--tls-ca-cert-file", Path.Combine(folder, "cert.pem"));
        var options = Options($"rediss://127.0.0.1:{secure.Port}");
        await using (var untrusting = new RedisSignal(options, TimeProvider.System, new Lines()))
            await Should.ThrowAsync<RedisRefusedException>(() => untrusting.CheckAsync(Cancel));

        options.Trusts = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString();
        await using (var trusting = new RedisSignal(options, TimeProvider.System, new Lines()))
            await trusting.CheckAsync(Cancel);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("redis://cache", "cache", 6379, false)]
    [InlineData("rediss://u:p@cache.example:7000", "cache.example", 7000, true)]
    [InlineData("redis://[::1]:7", "::1", 7, false)]
    public void An_address_is_read_and_never_shows_its_password(string text, string host, int port, bool secure)
    {
        var address = RedisAddress.Read(text).ShouldNotBeNull();
        (address.Host.Trim('[', ']'), address.Port, address.IsSecure).ShouldBe((host, port, secure));
        address.ToString().ShouldNotContain("p@");
    }

    [Theory]
    [InlineData("cache:6379")]
    [InlineData("http://cache")]
    [InlineData("redis://")]
    public void What_is_no_address_is_not_read(string text) => RedisAddress.Read(text).ShouldBeNull();

    private static Guid NewId() => Ids.New(TimeProvider.System);

    private static RedisSignalOptions Options(string address) => new() { Address = RedisAddress.Read(address)! };

    private async Task<Server> ServerAsync(string? address = null)
    {
        var server = new Server(Options(address ?? _redis.Address));
        _servers.Add(server);
        await server.HearsAsync(Hint.Everything);
        return server;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(Patience);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancel);
        }
    }

    private sealed class Server : IAsyncDisposable
    {
        private readonly CancellationTokenSource _leaves = new();
        private readonly Channel<Hint> _news = Channel.CreateUnbounded<Hint>();
        private readonly Lines _lines = new();
        private readonly Task _listening;

        public Server(RedisSignalOptions options)
        {
            Signal = new RedisSignal(options, TimeProvider.System, _lines);
            _listening = Signal.ListenAsync(
                hint =>
                {
                    Heard.Enqueue(hint);
                    _news.Writer.TryWrite(hint);
                },
                _leaves.Token);
        }

        public RedisSignal Signal { get; }

        public ConcurrentQueue<Hint> Heard { get; } = new();

        public IEnumerable<string> Log => _lines.All;

        public void Forget()
        {
            Heard.Clear();
            while (_news.Reader.TryRead(out _))
            {
            }
        }

        public async Task HearsAsync(params Hint[] hints)
        {
            foreach (var hint in hints)
                await UntilAsync(() => Task.FromResult(Heard.Contains(hint)));
        }

        /// <summary>Says it again and again: a subscription that is just coming back misses what is said before it is there.</summary>
        public Task HearsAsync(Hint hint, Action sayer) => UntilAsync(() =>
        {
            sayer();
            return Task.FromResult(Heard.Contains(hint));
        });

        public Task LogsAsync(string text) => UntilAsync(() => Task.FromResult(Log.Any(line => line.Contains(text, StringComparison.Ordinal))));

        public async Task StopListeningAsync()
        {
            await _leaves.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => _listening);
        }

        public async ValueTask DisposeAsync()
        {
            if (!_leaves.IsCancellationRequested)
                await StopListeningAsync();
            await Signal.DisposeAsync();
            _leaves.Dispose();
        }
    }

    private sealed class Lines : ILogger<RedisSignal>
    {
        public ConcurrentQueue<string> All { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue(formatter(state, exception));
    }
}
