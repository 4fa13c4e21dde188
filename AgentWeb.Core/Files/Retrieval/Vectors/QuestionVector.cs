using AgentWeb.Core.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace AgentWeb.Core.Files.Retrieval.Vectors;

/// <summary>
/// Turns questions into vectors. Somebody waits for the answer, so the server has two seconds, and one that failed twice is left alone for
/// half a minute; words are searched meanwhile.
/// </summary>
public sealed partial class QuestionVector
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    private readonly IEmbeddingModels _models;
    private readonly ILogger<QuestionVector> _logger;
    private readonly ResiliencePipeline _guard;

    /// <summary>Made once for the process.</summary>
    public QuestionVector(IEmbeddingModels models, TimeProvider time, ILogger<QuestionVector> logger)
    {
        (_models, _logger) = (models, logger);
        _guard = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                MinimumThroughput = 2,
                SamplingDuration = Rest,
                BreakDuration = Rest,
                ShouldHandle = new PredicateBuilder().Handle<ModelException>().Handle<TimeoutRejectedException>(),
            })
            .AddTimeout(Patience)
            .Build();
    }

    /// <summary>The model that is configured now.</summary>
    internal EmbeddingModel Model => _models.Current;

    /// <summary>The vector of a question as passages have them; null when there is none to be had.</summary>
    internal async Task<byte[]?> OfAsync(EmbeddingModel model, string question, CancellationToken cancellationToken)
    {
        if (model.Generator is not { } generator)
        {
            return null;
        }

        try
        {
            var vectors = await _guard.ExecuteAsync(async cancellation => await generator.GenerateAsync([question], cancellationToken: cancellation), cancellationToken);
            return PassageVector.Encode(vectors[0].Vector.Span);
        }
        catch (Exception failure) when (failure is ModelException or TimeoutRejectedException or BrokenCircuitException)
        {
            LogFailed(_logger, failure.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A question was not turned into a vector ({Failure}); files are searched by words alone")]
    private static partial void LogFailed(ILogger logger, string failure);
}
