using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentWeb.Core.Data.Configurations;

internal sealed class RunTextChunkConfiguration : IEntityTypeConfiguration<RunTextChunk>
{
    public void Configure(EntityTypeBuilder<RunTextChunk> builder)
    {
        builder.HasKey(c => new { c.JobSeq, c.Ordinal });
        builder.HasOne<GenerationJob>().WithMany().HasForeignKey(c => c.JobSeq).OnDelete(DeleteBehavior.Cascade);
    }
}
