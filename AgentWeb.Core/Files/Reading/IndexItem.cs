using AgentWeb.Core.Files.Chunking;

namespace AgentWeb.Core.Files.Reading;

/// <summary>What reading a file yields: its passages in order, and behind them the terms of all.</summary>
internal abstract record IndexItem;

/// <summary>A passage.</summary>
/// <param name="Passage">The passage.</param>
/// <param name="Terms">How many terms its text has.</param>
internal sealed record IndexedPassage(Passage Passage, int Terms) : IndexItem;

/// <summary>A term.</summary>
/// <param name="Term">Its hash.</param>
/// <param name="Postings">The passages it is in, as <see cref="Retrieval.Index.PostingsWriter"/> writes them.</param>
internal sealed record IndexedTerm(long Term, byte[] Postings) : IndexItem;
