using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace AgentWeb.Core.Files.Retrieval.Vectors;

/// <summary>
/// Gives passages their vectors, if an embedding model is configured. A server that does not answer is asked twice more and costs a file its
/// vectors, nothing else: its words are searched, and processing it again tries anew.
/// </summary>
public sealed partial class EmbedPassages
{
    private readonly IEmbeddingModels _models;
    private readonly ILogger<EmbedPassages> _logger;
    private readonly ResiliencePipeline _retries;

    /// <summary>Made once for the process.</summary>
    public EmbedPassages(IEmbeddingModels models, TimeProvider time, ILogger<EmbedPassages> logger)
    {
        (_models, _logger) = (models, logger);
        _retries = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromSeconds(1),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = new PredicateBuilder().Handle<ModelException>(failure => failure.Retryable),
            })
            .Build();
    }

    /// <summary>The model that is configured now; all passages of a file are given to the same one.</summary>
    internal EmbeddingModel Model => _models.Current;

    /// <summary>Sets the vectors of passages that are not stored yet.</summary>
    /// <param name="model">The model, from <see cref="Model"/>.</param>
    /// <param name="passages">The passages.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>False when there are none to be had.</returns>
    internal async Task<bool> RunAsync(EmbeddingModel model, IReadOnlyList<FilePassage> passages, CancellationToken cancellationToken)
    {
        if (model.Generator is not { } generator)
        {
            return false;
        }

        try
        {
            var texts = passages.Select(TextOf).ToList();
            var vectors = await _retries.ExecuteAsync(async cancellation => await generator.GenerateAsync(texts, cancellationToken: cancellation), cancellationToken);
            for (var i = 0; i < passages.Count; i++)
            {
                passages[i].Vector = PassageVector.Encode(vectors[i].Vector.Span);
            }

            return true;
        }
        catch (ModelException failure)
        {
            LogFailed(_logger, passages[0].FileSeq, failure.Code.Value);
            return false;
        }
    }

    /// <summary>The headings say what a passage is about where its own words do not.</summary>
    private static string TextOf(FilePassage passage) => passage.Heading is { } heading ? $"{heading}\n\n{passage.Text}" : passage.Text;

    [LoggerMessage(Level = LogLevel.Warning, Message = "File {File} gets no vectors, because the embedding model failed: {Code}. It is searched by its words")]
    private static partial void LogFailed(ILogger logger, long file, string code);
}
