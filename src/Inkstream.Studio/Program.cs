using Inkstream;
using Inkstream.AspNetCore;
using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Postgres;
using Inkstream.Redis;
using Inkstream.Sqlite;
using Inkstream.Studio.Access;
using Inkstream.Studio.Ideations;
using Inkstream.Studio.Library;
using Inkstream.Studio.Models;
using Inkstream.Studio.OpenApi;
using Inkstream.Studio.Operations;
using Inkstream.Studio.Outlines;
using Inkstream.Studio.Prompts;
using Inkstream.Studio.Settings;
using Inkstream.Studio.Transforms;
using Inkstream.Studio.Usage;
using Inkstream.Studio.Vocabulary;
using Inkstream.Writing;

try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    var settings = StudioSettings.Read(builder.Configuration);
    LoopbackOnly.CheckAddresses(builder.Configuration);
    var starting = new Starting();
    starting.Quiet(builder.Logging);
    if (builder.Configuration["urls"] is null or "")
        builder.WebHost.UseUrls("http://127.0.0.1:5180");
    builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowLoopbackOnly();
    });

    builder.Services.AddInkstream(services => new GenerationOptions
    {
        Parallel = settings.Parallel,
        Lease = settings.Lease,
        MaxRetries = settings.MaxRetries,
        GracePeriod = settings.GracePeriod,
        IdleTimeout = services.GetRequiredService<ModelsOptions>().IdleTimeout,
    });
    if (settings.Postgres is { } postgres)
        builder.Services.AddPostgresStore(postgres);
    else
        builder.Services.AddSqliteStore(new SqliteStoreOptions { Path = settings.StoragePath });
    if (settings.Redis is { } redis)
        builder.Services.AddRedisSignal(redis);
    else if (settings.Postgres is not null)
        builder.Services.AddNotifySignal();
    builder.Services.AddModels(builder.Configuration);
    builder.Services.AddDocumentKind<IdeationKind>();
    builder.Services.AddDocumentKind<OutlineKind>();
    builder.Services.AddPrompts([.. IdeationPrompt.BuiltIn, .. OutlinePrompt.BuiltIn]);
    builder.Services.AddSingleton<ICurrentOwner, LocalOwner>();
    builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context => Problem.Complete(context.ProblemDetails));
    builder.Services.AddStudioOpenApi();
    builder.Services.ConfigureHttpJsonOptions(json =>
    {
        json.SerializerOptions.Encoder = FieldSet.Json.Encoder;
        json.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict;
        foreach (var converter in FieldSet.Json.Converters)
            json.SerializerOptions.Converters.Add(converter);
    });

    var app = builder.Build();
    app.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = e => e is StoreUnavailableException ? 503 : 500 });
    app.UseStatusCodePages();
    app.UseSecurityHeaders();
    app.UseLocalGuard();
    app.UsePage();
    app.MapOpenApi();
    app.MapIdeations();
    app.MapOutlines();
    app.MapWholeLibrary();
    app.MapTransforms();
    app.MapVocabulary();
    app.MapModels();
    app.MapPrompts();
    app.MapUsage();
    app.MapHealth();
    app.MapPage();

    if (settings.Postgres is not null)
        await app.Services.OpenPostgresAsync(CancellationToken.None);
    if (settings.Redis is not null)
        await app.Services.GetRequiredService<RedisSignal>().CheckAsync(CancellationToken.None);
    await app.Services.GetRequiredService<IDocumentStore>().EnsureOwnerAsync(LocalOwner.Id, "local", CancellationToken.None);
    await starting.StartAsync(app);
    foreach (var address in app.Urls)
        Console.WriteLine($"Inkstream is ready at {address}");
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (e is SettingException or StorePathException or PostgresRefusedException or RedisRefusedException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
